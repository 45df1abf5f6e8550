// Emulates Wix's page elements on DOM nodes: the base class, Text, Container and Button. Not emulated: effects, menus,
// datasets.
import { ClassList } from './class-list.ts';
import { EVENTS, toPageEvent } from './events.ts';
import type { EventContext, Handler, PageEvent } from './events.ts';
import { checkLink, openLink, openUploadedFile } from './links.ts';
import { notEmulatedError } from './not-emulated.ts';
import { parseRichText } from './rich-text.ts';
import { runHandler } from './run-handler.ts';
import { consoleReport, describeWrongType } from './sdk-messages.ts';
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
  show(...effect: unknown[]): Promise<void> {
    return this.#change('show', effect, () => this.node.style.removeProperty('visibility'));
  }
  hide(...effect: unknown[]): Promise<void> {
    return this.#change('hide', effect, () => (this.node.style.visibility = 'hidden'));
  }
  expand(): Promise<void> {
    return this.#change('expand', [], () => (this.node.hidden = false));
  }
  collapse(): Promise<void> {
    return this.#change('collapse', [], () => (this.node.hidden = true));
  }
  scrollTo(): Promise<void> {
    return this.#change('scrollTo', [], () => this.node.scrollIntoView());
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

  #change(method: string, effect: readonly unknown[], run: () => void): Promise<void> {
    if (effect.length > 0) {
      throw notEmulatedError(
        `Effects are not emulated. Call ${this.type}.${method}() without an effect.`,
      );
    }
    run();
    return Promise.resolve();
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

/**
 * Wix's Button element, on a `<button>`, or on an `<a>` that only opens a link. An `<a>` without a link, or a disabled
 * one, has the role of a button.
 */
export class Button extends PageElement<HTMLButtonElement | HTMLAnchorElement> {
  #link = '';
  #target = '_self';
  #isDisabled = false;

  constructor(node: HTMLButtonElement | HTMLAnchorElement, type: string, context: ElementContext) {
    super(node, type, context);
    if (node instanceof HTMLAnchorElement) {
      this.#link = node.getAttribute('href') ?? '';
      this.#target = node.target || '_self';
      node.addEventListener('click', (event) => {
        if (this.#isDisabled) event.stopImmediatePropagation();
      });
      for (const event of ['click', 'auxclick']) node.addEventListener(event, openUploadedFile);
    } else {
      node.addEventListener('click', () => {
        if (this.#link) openLink(this.#link, this.#target);
      });
    }
  }

  get link(): string {
    return this.#link;
  }
  set link(link: string) {
    this.#link = checkLink(link);
    this.#updateAnchor();
  }
  get target(): string {
    return this.#target;
  }
  set target(target: string) {
    this.#target = target;
    if (!(this.node instanceof HTMLAnchorElement)) return;
    this.node.target = target;
    this.node.rel = 'noopener';
  }
  get label(): string {
    return this.node.textContent.trim();
  }
  set label(label: string) {
    this.node.textContent = label;
  }
  get enabled(): boolean {
    return !(this.node instanceof HTMLAnchorElement ? this.#isDisabled : this.node.disabled);
  }
  enable(): Promise<void> {
    return this.#setDisabled(false);
  }
  disable(): Promise<void> {
    return this.#setDisabled(true);
  }
  focus(): void {
    this.node.focus();
  }
  blur(): void {
    this.node.blur();
  }
  onFocus(handler: Handler): unknown {
    return this.on('onFocus', handler);
  }
  onBlur(handler: Handler): unknown {
    return this.on('onBlur', handler);
  }

  #setDisabled(disabled: boolean): Promise<void> {
    this.#isDisabled = disabled;
    if (!(this.node instanceof HTMLAnchorElement)) this.node.disabled = disabled;
    this.#updateAnchor();
    return Promise.resolve();
  }

  #updateAnchor(): void {
    if (!(this.node instanceof HTMLAnchorElement)) return;
    const isLink = this.#link !== '' && !this.#isDisabled;
    setAttribute(this.node, 'href', isLink ? this.#link : undefined);
    setAttribute(this.node, 'role', isLink ? undefined : 'button');
    setAttribute(this.node, 'aria-disabled', this.#isDisabled ? 'true' : undefined);
  }
}

function setAttribute(node: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) node.removeAttribute(name);
  else node.setAttribute(name, value);
}
