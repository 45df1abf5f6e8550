// Creates the proxies that page code gets for elements: they check values like Wix, and throw `NOT_EMULATED` with the
// name of a member that the emulator does not have.
import type { PageElement } from './elements.ts';
import { notEmulated } from './not-emulated.ts';
import { checkProperty } from './property-types.ts';
import { consoleReport } from './sdk-messages.ts';
import { hasStyle } from './style.ts';
import { bindMethod } from './unknown-members.ts';

/** Keys that JavaScript and loggers read from any object; reading them is not an error. */
const IGNORED_KEYS: readonly PropertyKey[] = ['then', 'toJSON', 'constructor', 'nodeType'];
/** Members of the element classes that are not part of Wix's API. */
const INTERNAL_MEMBERS: readonly PropertyKey[] = [
  'node',
  'context',
  'on',
  'isHandler',
  'inItem',
  'changed',
  'constructor',
];

/** Wraps an element in a proxy that throws `NOT_EMULATED` on reading or setting an unknown member. */
export function wrapElement(element: PageElement): PageElement {
  const name = element.type.replace('$w.', '');

  function isKnown(key: PropertyKey): boolean {
    if (key === 'style' && !hasStyle(name)) return false;
    return key in element && !INTERNAL_MEMBERS.includes(key) && !(key in Object.prototype);
  }
  function unknownMember(key: PropertyKey): Error {
    return notEmulated(
      `${name}.${String(key)}`,
      `It is used on #${element.id}; remove it from the page code, or test it on Wix.`,
    );
  }

  return new Proxy(element, {
    has: (_, key) => isKnown(key),
    get(target, key) {
      if (isKnown(key)) {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? bindMethod(value, target) : value;
      }
      if (typeof key === 'symbol' || IGNORED_KEYS.includes(key)) return undefined;
      throw unknownMember(key);
    },
    set(target, key, value) {
      if (!isKnown(key)) throw unknownMember(key);
      const checked = checkProperty(
        { type: name, id: element.id },
        String(key),
        value,
        consoleReport,
      );
      // A refused value is reported, and the property keeps its own.
      if (!checked) return true;
      // False for a read-only property: page code runs in strict mode, so it throws a TypeError, as on Wix.
      return Reflect.set(target, key, checked.value, target);
    },
    defineProperty: (_, key) => {
      throw unknownMember(key);
    },
  });
}
