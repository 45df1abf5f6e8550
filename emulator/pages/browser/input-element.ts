// What every input element of Wix has, over the DOM. Leaves out: styles.
import { PageElement } from './elements.ts';
import type { Handler } from './events.ts';

/** An element that takes the focus, can be disabled, and tells of a change by the person. */
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
