// Creates the proxies that page code gets for elements: they check values like Wix, and report the name of a member that
// the emulator does not have.
import type { PageElement } from './elements.ts';
import { notEmulated } from './not-emulated.ts';
import { createOtherMembers } from './other-members.ts';
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

/** Wraps an element in a proxy that reports the use of a member that the emulator lacks; see {@link createOtherMembers}. */
export function wrapElement(element: PageElement): PageElement {
  const name = element.type.replace('$w.', '');

  function isKnown(key: PropertyKey): boolean {
    if (key === 'style' && !hasStyle(name)) return false;
    return key in element && !INTERNAL_MEMBERS.includes(key) && !(key in Object.prototype);
  }
  const others = createOtherMembers({
    type: name,
    id: element.id,
    element: () => proxy,
    report: notEmulated,
  });

  const proxy = new Proxy(element, {
    has: (_, key) => isKnown(key),
    get(target, key) {
      if (isKnown(key)) {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? bindMethod(value, target) : value;
      }
      if (typeof key === 'symbol' || IGNORED_KEYS.includes(key)) return undefined;
      return others.get(key);
    },
    set(target, key, value) {
      if (!isKnown(key)) {
        others.set(String(key), value);
        return true;
      }
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
    defineProperty: (_, key, { value }) => {
      others.set(String(key), value);
      return true;
    },
  });
  return proxy;
}
