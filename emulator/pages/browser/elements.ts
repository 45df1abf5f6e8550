// Wix's page elements over the DOM: the base and what cannot be typed into. Leaves out: effects, viewport events, menus, datasets.
import { ClassList } from './class-list.ts';
import { EVENTS, toPageEvent } from './events.ts';
import type { EventContext, Handler } from './events.ts';
import { toLink } from './links.ts';
import { refusal } from './not-emulated.ts';
import { runHandler } from './run-handler.ts';

/** What an element is told about the page it is on. */
export interface ElementPlace {
  /** The element as page code sees it: refuses what is not emulated. */
  readonly outer: () => unknown;
  /** The outer element of a DOM node inside the same page. */
  readonly elementOf: (node: Element) => unknown;
  /** The $w given to handlers as their second argument: the page's, or that of the repeated item. */
  readonly $w: () => unknown;
  /** The selector of a repeated item: it finds the item's elements by the ids of the layout. */
  readonly selectorOf: (item: HTMLElement, repeater: HTMLElement) => unknown;
  /** What `$w.at()` takes to find the other elements of the same place. */
  readonly context: EventContext;
}

/** What every element of Wix's editor has: identity, visibility, pointer events. */
export class PageElement<Node extends HTMLElement = HTMLElement> {
  readonly type: string;
  protected readonly node: Node;
  protected readonly place: ElementPlace;

  constructor(node: Node, type: string, place: ElementPlace) {
    this.node = node;
    this.type = type;
    this.place = place;
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
    return parent ? this.place.elementOf(parent) : undefined;
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
  /** Wix Studio's custom CSS classes; sites of the older editor have none. */
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

  /** Adds a handler. A handler's failure, also a later one, is reported as the page's error. */
  protected on(setter: keyof typeof EVENTS, handler: Handler): unknown {
    if (typeof handler !== 'function') {
      throw new TypeError(`${this.type}.${setter} takes a function, not ${typeof handler}.`);
    }
    const [dom, wix] = EVENTS[setter];
    this.node.addEventListener(dom, (event) => {
      const { context } = this.place;
      const told = toPageEvent(event, { type: wix, target: this.place.outer(), context });
      runHandler(handler, told, this.place.$w());
    });
    return this.place.outer();
  }

  #change(method: string, effect: readonly unknown[], run: () => void): Promise<void> {
    if (effect.length > 0) throw refusal(`An effect of ${this.type}.${method}()`, 'Leave it out.');
    run();
    return Promise.resolve();
  }
}

/** Wix's Text. Its `html` is refused: what people typed must never become markup. */
export class Text extends PageElement {
  get text(): string {
    return this.node.textContent;
  }
  set text(text: string) {
    this.node.textContent = text;
  }
}

/** Wix's Box, Container, Section, Header, Footer, Page: elements that hold others. */
export class Container extends PageElement {
  get children(): readonly unknown[] {
    return [...this.node.querySelectorAll('[id]')]
      .filter((node) => node.parentElement?.closest('[id]') === this.node)
      .map((node) => this.place.elementOf(node));
  }
}

/** Wix's Button: a `<button>`, or an `<a>` where it only ever opens a link. */
export class Button extends PageElement<HTMLButtonElement | HTMLAnchorElement> {
  #link = '';
  #target = '_self';

  constructor(node: HTMLButtonElement | HTMLAnchorElement, type: string, place: ElementPlace) {
    super(node, type, place);
    if (node instanceof HTMLAnchorElement) {
      this.#link = node.getAttribute('href') ?? '';
      this.#target = node.target || '_self';
    } else {
      node.addEventListener('click', () => {
        if (this.#link) window.open(this.#link, this.#target, 'noopener');
      });
    }
  }

  get link(): string {
    return this.#link;
  }
  set link(link: string) {
    this.#link = toLink(link);
    if (this.node instanceof HTMLAnchorElement) this.node.href = this.#link;
  }
  get target(): string {
    return this.#target;
  }
  set target(target: string) {
    if (target !== '_self' && target !== '_blank') {
      throw new TypeError(`Button.target takes _self or _blank, not ${target.slice(0, 20)}.`);
    }
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
    return !('disabled' in this.node && this.node.disabled);
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
    if (this.node instanceof HTMLAnchorElement) {
      throw refusal('Button.disable() of an <a>', 'Use a <button> in the layout.');
    }
    this.node.disabled = disabled;
    return Promise.resolve();
  }
}
