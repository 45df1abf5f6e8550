// What page code gets instead of an element: the same element, but what it does not have is refused by name.
import type { PageElement } from './elements.ts';
import { refusal, refusalOf } from './not-emulated.ts';

/** What every object may be asked without being an element: `await`, logging and comparing do it. */
const ASKED_OF_EVERYTHING: readonly PropertyKey[] = ['then', 'toJSON', 'constructor', 'nodeType'];
/** Members of the classes that are not Wix's. */
const INNER: readonly PropertyKey[] = ['node', 'place', 'on', 'changed', 'constructor'];

/** Wraps an element so that reading or setting what is not emulated throws `NOT_EMULATED`. */
export function strict(element: PageElement): PageElement {
  const name = element.type.replace('$w.', '');

  function isKnown(key: PropertyKey): boolean {
    return key in element && !INNER.includes(key) && !(key in Object.prototype);
  }
  function refuse(key: PropertyKey): Error {
    const what = `${name}.${String(key)}`;
    return refusal(what, `Asked of #${element.id}; Wix may have it, the local Wix has not.`);
  }

  return new Proxy(element, {
    has: (_, key) => isKnown(key),
    get(target, key) {
      if (isKnown(key)) {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? bound(value, target) : value;
      }
      if (typeof key === 'symbol' || ASKED_OF_EVERYTHING.includes(key)) return undefined;
      throw refuse(key);
    },
    set(target, key, value) {
      if (!isKnown(key)) throw refuse(key);
      // False for a read-only property: page code is strict, so that it throws a TypeError, as on Wix.
      return Reflect.set(target, key, value, target);
    },
    defineProperty: (_, key) => {
      throw refuse(key);
    },
  });
}

/**
 * What `$w('#id')` answers where the page has no such element: an empty array on Wix (seen in sites'
 * code, which asks for `length`), so that `in` finds nothing; anything else asked of it is refused.
 */
export function missing(selector: string): unknown {
  function refuse(key: PropertyKey): Error {
    return refusalOf(
      `This page has no ${selector}, of which .${String(key)} was asked: add it to the layout.`,
    );
  }
  return new Proxy([], {
    get(target, key) {
      if (typeof key === 'symbol' || key === 'length') return read(target, key);
      if (ASKED_OF_EVERYTHING.includes(key)) return undefined;
      throw refuse(key);
    },
    has: (_, key) => key === 'length',
    set(_, key) {
      throw refuse(key);
    },
  });
}

/**
 * What a selector of several elements answers: an array, and setting a property or calling a method of
 * it does so on each. Reading a property of several elements is refused: Wix does not say whose it is.
 */
export function several(elements: readonly unknown[], selector: string): unknown {
  return new Proxy([...elements], {
    get(target, key) {
      if (key in target) return read(target, key);
      if (typeof key === 'symbol' || ASKED_OF_EVERYTHING.includes(key)) return undefined;
      const [first] = target;
      if (isObject(first) && typeof read(first, key) !== 'function') {
        throw refusal(`Reading .${key} of ${selector}`, 'Take one element of the array.');
      }
      return (...args: readonly unknown[]) =>
        Promise.all(
          target.map((element) => {
            const method = isObject(element) ? read(element, key) : undefined;
            return typeof method === 'function' ? bound(method, element)(...args) : undefined;
          }),
        );
    },
    set(target, key, value) {
      if (key in Array.prototype || typeof key === 'symbol') return false;
      return target.every((element) => isObject(element) && Reflect.set(element, key, value));
    },
  });
}

/** `Reflect.get` without its `any`. */
function read(target: object, key: PropertyKey): unknown {
  return Reflect.get(target, key);
}

function bound(method: CallableFunction, self: unknown): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    const answer: unknown = Reflect.apply(method, self, args);
    return answer;
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
