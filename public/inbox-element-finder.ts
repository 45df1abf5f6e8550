import type { PageSelector } from 'public/inbox-elements';

/** Options of `Find`. */
export interface FindOptions {
  /** If `true`, a missing element is not reported. */
  readonly isOptional?: boolean;
  /** The element's name in earlier versions; used if the page has no element with the current name. */
  readonly formerName?: string;
}

/**
 * Finds an element by name and type.
 *
 * @param isElement - returns whether a value is an element of the expected type
 */
export type Find = <Element>(
  name: string,
  isElement: (element: unknown) => element is Element,
  options?: FindOptions,
) => Element | undefined;

/** Finds the elements of a component and collects those that the page does not have. */
export interface ElementFinder {
  readonly find: Find;
  /** Writes one console warning that lists every missing element that is not optional, if there is one. */
  reportMissing(): void;
}

/**
 * Creates the finder of a component's elements.
 *
 * An element is found by the selector in `elements` for its name, or by `#<name>`; then in the same way by its
 * former name, if it has one.
 *
 * @param elements - selectors that are not `#<name>`, by name
 * @param component - the component's name in the console warning
 */
export function createElementFinder(
  $w: PageSelector,
  elements: Readonly<Record<string, string>>,
  component: string,
): ElementFinder {
  const missing: string[] = [];
  const toSelector = (name: string): string => elements[name] ?? `#${name}`;
  return {
    find: (name, isElement, { isOptional = false, formerName = name } = {}) => {
      for (const selector of new Set([name, formerName].map(toSelector))) {
        const element = $w(selector);
        if (isElement(element)) return element;
      }
      if (!isOptional) missing.push(toSelector(name));
      return undefined;
    },
    reportMissing() {
      if (missing.length === 0) return;
      console.warn(`${component}: elements not found on this page: ${missing.join(', ')}`);
      missing.length = 0;
    },
  };
}
