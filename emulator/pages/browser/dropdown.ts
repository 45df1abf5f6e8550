// Wix's Dropdown over `<select>`. Leaves out: validity, styles.
import { PageElement } from './elements.ts';
import type { Handler } from './events.ts';

interface Option {
  readonly label: string;
  readonly value: string;
}

/** Wix's Dropdown. */
export class Dropdown extends PageElement<HTMLSelectElement> {
  get options(): readonly Option[] {
    return [...this.node.options].map(({ label, value }) => ({ label, value }));
  }
  set options(options: readonly Option[]) {
    const { value: before } = this.node;
    this.node.replaceChildren(...options.map(({ label, value }) => new Option(label, value)));
    this.node.value = before;
  }
  get value(): string {
    return this.node.value;
  }
  set value(value: string) {
    this.node.value = value;
  }
  /** `undefined` where none is chosen. */
  get selectedIndex(): number | undefined {
    return this.node.selectedIndex < 0 ? undefined : this.node.selectedIndex;
  }
  set selectedIndex(index: number | undefined) {
    this.node.selectedIndex = index ?? -1;
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
  onChange(handler: Handler): unknown {
    return this.on('onChange', handler);
  }
}
