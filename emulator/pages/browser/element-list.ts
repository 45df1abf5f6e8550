// Emulates the results of `$w` that are no single element: lists of elements, and an element that the page does not have.
// Not emulated: lists of elements of a repeater's items.
import { reportMissing } from './not-emulated.ts';
import { bindMethod, isObject } from './unknown-members.ts';

/** Keys that JavaScript and loggers read from any object; reading them is not an error. */
const IGNORED_KEYS: readonly PropertyKey[] = ['then', 'toJSON', 'constructor', 'nodeType'];

/**
 * Creates the result of `$w('#id')` if the page has no such element: an empty array, as on Wix (seen). Its properties
 * are undefined, and setting one has no effect. The first use of a member is reported.
 */
export function createMissingElement(selector: string): unknown {
  let isReported = false;
  function report(key: PropertyKey): void {
    if (isReported || typeof key === 'symbol' || IGNORED_KEYS.includes(key)) return;
    isReported = true;
    reportMissing(
      `The page has no element ${selector}, but its code uses ${selector}.${key}. Add the element to the layout.`,
    );
  }
  return new Proxy([], {
    get(target, key) {
      if (!(key in target)) report(key);
      return getMember(target, key);
    },
    set(target, key, value) {
      report(key);
      return Reflect.set(target, key, value);
    },
  });
}

/**
 * Creates the result of a selector of several elements, as Wix does (seen): an array with the members that all its
 * elements have. Reading a property reads the first element's, setting one sets all. A method is called on all elements
 * and returns the first result; `scrollTo` is called on the first only.
 */
export function createElementList(elements: readonly unknown[]): unknown {
  const members = elements.filter(isObject);
  const [first] = members;
  /** What no element has is reported by each of them, as for one element. */
  function isShared(key: PropertyKey): boolean {
    if (typeof key === 'symbol' || IGNORED_KEYS.includes(key) || first === undefined) return false;
    return members.every((it) => key in it) || !members.some((it) => key in it);
  }
  return new Proxy([...elements], {
    get(target, key) {
      if (key in target) return getMember(target, key);
      if (key === 'style') return createSharedStyle(members);
      if (!isShared(key) || first === undefined) return undefined;
      const value = getMember(first, key);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => {
        const called = key === 'scrollTo' ? [first] : members;
        const [result] = called.map((it) => call(it, key, args));
        return result;
      };
    },
    set(target, key, value) {
      if (key in target || !isShared(key)) return Reflect.set(target, key, value);
      for (const element of members) Reflect.set(element, key, value);
      return true;
    },
  });
}

/** Creates the style of a list: setting a property sets it on all elements that have a style. */
function createSharedStyle(elements: readonly object[]): object | undefined {
  const styles = elements
    .filter((it) => 'style' in it)
    .map((it) => getMember(it, 'style'))
    .filter(isObject);
  const [first] = styles;
  if (!first) return undefined;
  return new Proxy(first, {
    set: (_, key, value) => styles.every((style) => Reflect.set(style, key, value)),
  });
}

function call(element: object, key: PropertyKey, args: readonly unknown[]): unknown {
  const method = getMember(element, key);
  return typeof method === 'function' ? bindMethod(method, element)(...args) : undefined;
}

/** `Reflect.get` that returns `unknown` instead of `any`. */
function getMember(target: object, key: PropertyKey): unknown {
  return Reflect.get(target, key);
}
