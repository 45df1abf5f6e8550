// Creates the exports of modules and packages that the emulator does not have at all.

/** Creates an error from what is not emulated and a sentence that says what to do. */
type NotEmulated = (subject: string, hint: string) => Error;

/** What the stub of a module knows about itself. */
export interface StubOptions {
  /** The sentence that says why the module is missing, for the errors of its calls. */
  readonly reason: string;
  /** Returns whether the file that imports the module has been loaded. Until then, a call returns a stub. */
  readonly isFileLoaded: () => boolean;
}

/** Members that JavaScript itself reads of an object, such as `then` of what a function returns. */
const READ_BY_JAVASCRIPT = new Set(['then', 'toJSON', 'constructor', '$$typeof']);

/**
 * Returns a function that creates the stub for a module, by name. Its members can be read, to any depth, so that code
 * that imports them loads. While the file that imports it is being loaded, calls return stubs, too:
 * `const stripe = new Stripe(key)` loads, and `stripe.charges.list()` in a function throws. Afterwards, these throw
 * NOT_EMULATED:
 * - calling a member, or creating an object of it: `cart.getCurrentCart()`
 * - reading a member whose name starts with a capital letter, because it is a constant: `plans.Status`
 *
 * Making a text or a number of a member, and assigning one, always throw.
 */
export function createRefusedModule(
  notEmulated: NotEmulated,
): (name: string, options: StubOptions) => object {
  return (module, { reason, isFileLoaded }) => {
    function refuse(path: string): never {
      throw notEmulated(path, reason);
    }
    function refuseLater(path: string): object {
      return isFileLoaded() ? refuse(path) : member(path);
    }
    function member(path: string): object {
      return new Proxy(function refused() {}, {
        get(target, key): unknown {
          // A class can extend a stub; its `super()` throws.
          if (key === 'prototype') return target.prototype;
          if (key === Symbol.toPrimitive) return () => refuse(path);
          if (typeof key !== 'string' || READ_BY_JAVASCRIPT.has(key)) return undefined;
          const inner = `${path}.${key}`;
          return /^\p{Lu}/u.test(key) ? refuseLater(inner) : member(inner);
        },
        apply: () => refuseLater(`${path}()`),
        construct: () => refuseLater(`new ${path}()`),
        set: (_target, key) => refuse(`${path}.${String(key)}`),
      });
    }
    return member(module);
  };
}
