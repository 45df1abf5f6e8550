// Emulates Wix's Button, on a `<button>` or `<a>`. Not emulated: icons.
import { PageElement } from './elements.ts';
import type { ElementContext } from './elements.ts';
import type { Handler } from './events.ts';
import { checkLink, openLink, openUploadedFile } from './links.ts';

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
