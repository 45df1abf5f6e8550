// Emulates Wix's page elements on DOM nodes: the base class, Text and Container. Not emulated: menus.
import { ClassList } from './class-list.ts';
import { EVENTS, toPageEvent } from './events.ts';
import type { EventContext, Handler, PageEvent } from './events.ts';
import { readEffect, runEffect, type EffectMethod } from './effects.ts';
import { parseRichText } from './rich-text.ts';
import { runHandler } from './run-handler.ts';
import { consoleReport, describeWrongType } from './sdk-messages.ts';
import { createStyle } from './style.ts';
import { observeViewport } from './viewport.ts';

/** Functions that a page provides to its elements. */
export interface ElementContext {
  /** Returns the proxy of the element that page code gets: it throws for what is not emulated. */
  readonly proxy: () => unknown;
  /** Returns the proxy of the element of another DOM node of the page. */
  readonly elementOf: (node: Element) => unknown;
  /** Returns the `$w` that handlers get as their second argument: that of the page or of the repeated item. */
  readonly $w: () => unknown;
  /** Returns the selector of a repeated item, which finds the item's elements by the ids of the layout. */
  readonly selectorOf: (item: HTMLElement, repeater: HTMLElement) => unknown;
  /** The context that `$w.at()` takes: the page or a repeated item. */
  readonly eventContext: EventContext;
}

/** The members of every Wix element: id, type, visibility and pointer events. */
export class PageElement<Node extends HTMLElement = HTMLElement> {
  readonly type: string;
  protected readonly node: Node;
  protected readonly context: ElementContext;
  #style: object | undefined;

  constructor(node: Node, type: string, context: ElementContext) {
    this.node = node;
    this.type = type;
    this.context = context;
  }

  get id(): string {
    return this.node.dataset['id'] ?? this.node.id;
  }
  get rendered(): boolean {
    return this.node.isConnected;
  }
  get global(): boolean {
    return this.node.closest('header, footer') !== null;
  }
  get parent(): unknown {
    const parent = this.node.parentElement?.closest('[id]');
    return parent ? this.context.elementOf(parent) : undefined;
  }

  get hidden(): boolean {
    return this.node.style.visibility === 'hidden';
  }
  get isVisible(): boolean {
    return this.node.checkVisibility({ visibilityProperty: true });
  }
  get collapsed(): boolean {
    return this.node.hasAttribute('hidden');
  }
  /** The custom CSS classes of Wix Studio; sites of the older editor have none. */
  get customClassList(): ClassList {
    return new ClassList(this.node.classList);
  }
  /** The style that page code can set. The types without one have no such member. */
  get style(): object {
    const { style } = this.node;
    return (this.#style ??= createStyle(
      this.type.replace('$w.', ''),
      {
        get: (name) => style.getPropertyValue(name),
        set: (name, value) => style.setProperty(name, value),
        supports: (name, value) => CSS.supports(name, value),
      },
      consoleReport,
    ));
  }
  /** Shows the element; with an effect, resolves when that has ended. */
  async show(...effect: unknown[]): Promise<void> {
    const wasHidden = this.hidden;
    this.node.style.removeProperty('visibility');
    if (wasHidden) await this.#runEffect('show', effect);
  }
  /** Hides the element; with an effect, when that has ended. */
  async hide(...effect: unknown[]): Promise<void> {
    if (!this.hidden) await this.#runEffect('hide', effect);
    this.node.style.visibility = 'hidden';
  }
  expand(): Promise<void> {
    this.node.hidden = false;
    return Promise.resolve();
  }
  collapse(): Promise<void> {
    this.node.hidden = true;
    return Promise.resolve();
  }
  scrollTo(): Promise<void> {
    this.node.scrollIntoView();
    return Promise.resolve();
  }

  onClick(handler: Handler): unknown {
    return this.on('onClick', handler);
  }
  onDblClick(handler: Handler): unknown {
    return this.on('onDblClick', handler);
  }
  onMouseIn(handler: Handler): unknown {
    return this.on('onMouseIn', handler);
  }
  onMouseOut(handler: Handler): unknown {
    return this.on('onMouseOut', handler);
  }
  onViewportEnter(handler: Handler): unknown {
    return this.#onViewport('onViewportEnter', handler);
  }
  onViewportLeave(handler: Handler): unknown {
    return this.#onViewport('onViewportLeave', handler);
  }

  /** Adds a handler. Its errors and rejections are reported as page errors. */
  protected on(setter: keyof typeof EVENTS, handler: Handler): unknown {
    if (!this.isHandler(setter, handler)) return this.context.proxy();
    const [dom, wix] = EVENTS[setter];
    this.node.addEventListener(dom, (event) => {
      runHandler(handler, toPageEvent(event, this.#createEvent(wix)), this.context.$w());
    });
    return this.context.proxy();
  }

  #onViewport(setter: 'onViewportEnter' | 'onViewportLeave', handler: Handler): unknown {
    if (!this.isHandler(setter, handler)) return this.context.proxy();
    const isEnter = setter === 'onViewportEnter';
    observeViewport(this.node, (isInside) => {
      if (isInside !== isEnter) return;
      const event = this.#createEvent(isEnter ? 'viewportEnter' : 'viewportLeave');
      runHandler(handler, event, this.context.$w());
    });
    return this.context.proxy();
  }

  #createEvent(type: string): PageEvent {
    return { type, target: this.context.proxy(), context: this.context.eventContext };
  }

  /** Returns whether a handler is a function; reports anything else. */
  protected isHandler(setter: string, handler: unknown): boolean {
    if (typeof handler === 'function') return true;
    consoleReport.error(describeWrongType(setter, setter, handler, 'function'));
    return false;
  }

  async #runEffect(method: EffectMethod, args: readonly unknown[]): Promise<void> {
    const effect = readEffect(method, this.id, args, consoleReport);
    if (effect && !this.collapsed) await runEffect(this.node, method, effect);
  }
}

/** Wix's Text element. `html` takes the documented subset of HTML only; see `parseRichText`. */
export class Text extends PageElement {
  get html(): string {
    return this.node.innerHTML;
  }
  set html(html: string) {
    this.node.replaceChildren(parseRichText(html));
  }
  get text(): string {
    return this.node.textContent;
  }
  set text(text: string) {
    this.node.textContent = text;
  }
}

/** Wix's Box, Container, Section, Header, Footer and Page: elements with children. */
export class Container extends PageElement {
  get children(): readonly unknown[] {
    return [...this.node.querySelectorAll('[id]')]
      .filter((node) => node.parentElement?.closest('[id]') === this.node)
      .map((node) => this.context.elementOf(node));
  }
}
