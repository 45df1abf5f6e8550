// Emulates the `style` of Wix's elements. Not emulated: `foregroundColor`, which only other elements have.
import { notEmulated } from './not-emulated.ts';
import type { SdkReport } from './sdk-messages.ts';

/** The properties that page code can set, with those of CSS. */
const PROPERTIES: Readonly<Record<string, string>> = {
  color: 'color',
  backgroundColor: 'background-color',
  borderColor: 'border-color',
  borderRadius: 'border-radius',
  borderWidth: 'border-width',
};
const ALL = Object.keys(PROPERTIES);

/** The properties of each element type. @see https://dev.wix.com/docs/velo/velo-only-apis/$w/style-mixin/style */
const PROPERTIES_OF: Readonly<Record<string, readonly string[]>> = {
  Text: ['color'],
  Checkbox: ALL,
  Box: ALL.filter((it) => it !== 'color'),
  Container: ALL.filter((it) => it !== 'color'),
  Form: ALL.filter((it) => it !== 'color'),
  Header: ['backgroundColor'],
  Footer: ['backgroundColor'],
  ...Object.fromEntries(
    ['Button', 'TextInput', 'TextBox', 'Dropdown', 'UploadButton'].map((type) => [type, ALL]),
  ),
};

/** Where a style is stored. */
export interface StyleStore {
  get(css: string): string;
  set(css: string, value: string): void;
  /** Returns whether a value is valid for a property of CSS. */
  supports(css: string, value: string): boolean;
}

/** Returns whether elements of a type have a style. */
export function hasStyle(type: string): boolean {
  return Object.hasOwn(PROPERTIES_OF, type);
}

/**
 * Creates the style of an element. A value that is no valid one of CSS is reported in Wix's words and ignored.
 * @throws {NotEmulatedError} on another property
 */
export function createStyle(type: string, store: StyleStore, report: SdkReport): object {
  const names = PROPERTIES_OF[type] ?? [];
  function toCss(key: PropertyKey): string {
    const css = typeof key === 'string' && names.includes(key) ? PROPERTIES[key] : undefined;
    if (css !== undefined) return css;
    throw notEmulated(`${type}.style.${String(key)}`, `Use one of ${names.join(', ')}.`);
  }
  return new Proxy(
    {},
    {
      has: (_, key) => typeof key === 'string' && names.includes(key),
      get(_, key) {
        if (typeof key === 'symbol' || key === 'toJSON' || key === 'then') return undefined;
        if (key === 'removeProperty') {
          return (name: string) => store.set(toCss(name), '');
        }
        return store.get(toCss(key));
      },
      set(_, key, value: unknown) {
        const css = toCss(key);
        const text = value === undefined || value === null ? '' : String(value);
        if (text === '' || store.supports(css, text)) store.set(css, text);
        else {
          report.error(
            `The value of ${String(key)} parameter that is passed to the ${String(key)} method cannot be set to the value ${text}. Bad format`,
          );
        }
        return true;
      },
    },
  );
}
