// Wix's Dropdown over `<select>`. Leaves out: validity, styles.
import { InputElement } from './input-element.ts';

interface Option {
  readonly label: string;
  readonly value: string;
}

/** Wix's Dropdown. */
export class Dropdown extends InputElement<HTMLSelectElement> {
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
}
