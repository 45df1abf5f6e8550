// Emulates Wix Studio's `customClassList` of elements. Not emulated: the restriction to the site's own classes.

/** The custom CSS classes of an element. @see https://dev.wix.com/docs/velo/velo-only-apis/$w/custom-class-list/introduction */
export class ClassList {
  readonly #classes: DOMTokenList;

  constructor(classes: DOMTokenList) {
    this.#classes = classes;
  }

  /** Adds classes, passed as arguments or as an array (the documentation allows both interpretations). */
  add(...names: readonly (string | readonly string[])[]): void {
    this.#classes.add(...names.flat());
  }
  remove(...names: readonly (string | readonly string[])[]): void {
    this.#classes.remove(...names.flat());
  }
  contains(name: string): boolean {
    return this.#classes.contains(name);
  }
  replace(old: string, name: string): boolean {
    return this.#classes.replace(old, name);
  }
  toggle(name: string): boolean {
    return this.#classes.toggle(name);
  }
  values(): string[] {
    return [...this.#classes];
  }
}
