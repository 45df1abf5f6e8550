// Emulates Wix's Dropdown, on a `<select>`. Not emulated: validity, styles.
import { InputElement } from './input-element.ts';

interface Option {
  readonly label: string;
  readonly value: string;
}

/** Wix's Dropdown element. */
export class Dropdown extends InputElement<HTMLSelectElement> {
  get options(): readonly Option[] {
    return [...this.node.options].map(({ label, value }) => ({ label, value }));
  }
  set options(options: readonly Option[]) {
    const { value: selected } = this.node;
    this.node.replaceChildren(...options.map(({ label, value }) => new Option(label, value)));
    this.node.value = selected;
  }
  get value(): string {
    return this.node.value;
  }
  set value(value: string) {
    this.node.value = value;
  }
  /** The index of the selected option; `undefined` if none is selected. */
  get selectedIndex(): number | undefined {
    return this.node.selectedIndex < 0 ? undefined : this.node.selectedIndex;
  }
  set selectedIndex(index: number | undefined) {
    this.node.selectedIndex = index ?? -1;
  }
}
