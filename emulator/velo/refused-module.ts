// Creates the exports of Wix's older modules that the emulator does not have at all.

/** Creates an error from what is not emulated and a sentence that says what to do. */
type NotEmulated = (subject: string, hint: string) => Error;

const HINT = 'The emulator does not have this module; npm start -- --check lists where it is used.';

/** Members that JavaScript itself reads of an object, such as `then` of what a function returns. */
const READ_BY_JAVASCRIPT = new Set(['then', 'toJSON', 'constructor', '$$typeof', 'prototype']);

/**
 * Returns a function that creates the stand-in for a module, by name. Its members can be read, to any depth, so that code
 * that imports them loads. These throw NOT_EMULATED:
 * - calling a member, or creating an object of it: `cart.getCurrentCart()`
 * - reading a member whose name starts with a capital letter, because it is a constant: `plans.Status`
 * - making a text or a number of a member, and assigning one
 */
export function createRefusedModule(notEmulated: NotEmulated): (name: string) => object {
  function refuse(path: string): never {
    throw notEmulated(path, HINT);
  }
  function member(path: string): object {
    return new Proxy(function refused() {}, {
      get(_target, key): unknown {
        if (key === Symbol.toPrimitive) return () => refuse(path);
        if (typeof key !== 'string' || READ_BY_JAVASCRIPT.has(key)) return undefined;
        return /^\p{Lu}/u.test(key) ? refuse(`${path}.${key}`) : member(`${path}.${key}`);
      },
      apply: () => refuse(`${path}()`),
      construct: () => refuse(`new ${path}()`),
      set: (_target, key) => refuse(`${path}.${String(key)}`),
    });
  }
  return member;
}
