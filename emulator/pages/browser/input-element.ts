// Emulates the members that all input elements of Wix have, on DOM nodes. Not emulated: styles.
import { PageElement } from './elements.ts';
import type { Handler } from './events.ts';

/** An element that can be focused and disabled, and fires `onChange` when the visitor changes its value. */
export abstract class InputElement<
  Node extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
> extends PageElement<Node> {
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
  onChange(handler: Handler): unknown {
    return this.on('onChange', handler);
  }
}
