// Creates the proxies that page code gets for elements: they throw `NOT_EMULATED` with the member's name.
import type { PageElement } from './elements.ts';
import { notEmulated, notEmulatedError } from './not-emulated.ts';

/** Keys that JavaScript and loggers read from any object; reading them is not an error. */
const IGNORED_KEYS: readonly PropertyKey[] = ['then', 'toJSON', 'constructor', 'nodeType'];
/** Members of the element classes that are not part of Wix's API. */
const INTERNAL_MEMBERS: readonly PropertyKey[] = [
  'node',
  'context',
  'on',
  'changed',
  'constructor',
];

/** Wraps an element in a proxy that throws `NOT_EMULATED` on reading or setting an unknown member. */
export function wrapElement(element: PageElement): PageElement {
  const name = element.type.replace('$w.', '');

  function isKnown(key: PropertyKey): boolean {
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
      // False for a read-only property: page code runs in strict mode, so it throws a TypeError, as on Wix.
      return Reflect.set(target, key, value, target);
    },
    defineProperty: (_, key) => {
      throw unknownMember(key);
    },
  });
}

/**
 * Creates the result of `$w('#id')` if the page has no such element. On Wix, `$w` returns an empty array (seen in
 * the code of existing sites). `length` is 0 and `in` finds no other member; using another member throws
 * `NOT_EMULATED`.
 */
export function createMissingElement(selector: string): unknown {
  function missingElement(key: PropertyKey): Error {
    return notEmulatedError(
      `The page has no element ${selector}, but its code uses ${selector}.${String(key)}. Add the element to the layout.`,
    );
  }
  return new Proxy([], {
    get(target, key) {
      if (typeof key === 'symbol' || key === 'length') return getMember(target, key);
      if (IGNORED_KEYS.includes(key)) return undefined;
      throw missingElement(key);
    },
    has: (_, key) => key === 'length',
    set(_, key) {
      throw missingElement(key);
    },
  });
}

/**
 * Creates the result of a selector of several elements: an array on which setting a property or calling a method
 * applies to each element. Reading a property throws `NOT_EMULATED`: Wix does not document which element it reads.
 */
export function createElementList(elements: readonly unknown[], selector: string): unknown {
  return new Proxy([...elements], {
    get(target, key) {
      if (key in target) return getMember(target, key);
      if (typeof key === 'symbol' || IGNORED_KEYS.includes(key)) return undefined;
      const [first] = target;
      if (isObject(first) && typeof getMember(first, key) !== 'function') {
        throw notEmulated(
          `Reading ${key} of the selector ${selector}`,
          'Read it from one element of the array.',
        );
      }
      return (...args: readonly unknown[]) =>
        Promise.all(
          target.map((element) => {
            const method = isObject(element) ? getMember(element, key) : undefined;
            return typeof method === 'function' ? bindMethod(method, element)(...args) : undefined;
          }),
        );
    },
    set(target, key, value) {
      if (key in Array.prototype || typeof key === 'symbol') return false;
      return target.every((element) => isObject(element) && Reflect.set(element, key, value));
    },
  });
}

/** `Reflect.get` that returns `unknown` instead of `any`. */
function getMember(target: object, key: PropertyKey): unknown {
  return Reflect.get(target, key);
}

function bindMethod(
  method: CallableFunction,
  self: unknown,
): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    const result: unknown = Reflect.apply(method, self, args);
    return result;
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
