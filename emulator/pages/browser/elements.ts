// Wix's page elements over the DOM: the base and what cannot be typed into. Leaves out: effects, repeaters, media, menus, datasets.
import { EVENTS, toPageEvent } from './events.ts';
import type { Handler } from './events.ts';
import { refusal } from './not-emulated.ts';

/** What an element is told about the page it is on. */
export interface ElementPlace {
  /** The element as page code sees it: refuses what is not emulated. */
  readonly outer: () => unknown;
  /** The outer element of a DOM node inside the same page. */
  readonly elementOf: (node: Element) => unknown;
  /** The page's $w, given to handlers as their second argument. */
  readonly $w: () => unknown;
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
    return this.node.id;
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
      const answer = handler(toPageEvent(event, wix, this.place.outer()), this.place.$w());
      if (answer instanceof Promise) answer.catch(reportError);
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

/** Wix's Image. Only addresses that a browser loads are shown, not `wix:image://` ones. */
export class Image extends PageElement<HTMLImageElement> {
  get src(): string {
    return this.node.src;
  }
  set src(src: string) {
    if (src.startsWith('wix:')) throw refusal('A wix: address of an image', 'Use an https: one.');
    this.node.src = src;
  }
  get alt(): string {
    return this.node.alt;
  }
  set alt(alt: string) {
    this.node.alt = alt;
  }
}

/** Wix's Button. */
export class Button extends PageElement<HTMLButtonElement> {
  get label(): string {
    return this.node.textContent.trim();
  }
  set label(label: string) {
    this.node.textContent = label;
  }
  get enabled(): boolean {
    return !this.node.disabled;
  }
  enable(): Promise<void> {
    this.node.disabled = false;
    return Promise.resolve();
  }
  disable(): Promise<void> {
    this.node.disabled = true;
    return Promise.resolve();
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
}
