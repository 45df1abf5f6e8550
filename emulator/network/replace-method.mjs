// Replaces methods of Node's modules and classes, and restores them.

/**
 * @typedef {(this: unknown, ...args: readonly unknown[]) => unknown} Method
 *
 * @callback Replacement
 * @param {unknown} self `this` of the call
 * @param {readonly unknown[]} args
 * @param {(args: readonly unknown[]) => unknown} pass calls the original
 * @returns {unknown}
 */

/**
 * Replaces a method of an object. The new method keeps the properties of the original, such as the one that
 * `util.promisify` reads.
 *
 * @param {object} object
 * @param {string} name
 * @param {Replacement} replacement
 * @returns {() => void} Restores the original. If other code has wrapped the new method since, that stays and every call
 *   is passed to the original.
 * @throws TypeError if the object has no such method
 */
export function replaceMethod(object, name, replacement) {
  /** @type {unknown} */
  const original = Reflect.get(object, name);
  if (!isMethod(original)) {
    throw new TypeError(`Failed to replace ${name}: it is not a function`);
  }
  let isActive = true;
  /** @type {Method} */
  const replaced = function replaced(...args) {
    return isActive
      ? replacement(this, args, (passed) => Reflect.apply(original, this, passed))
      : Reflect.apply(original, this, args);
  };
  Object.defineProperties(replaced, Object.getOwnPropertyDescriptors(original));
  Reflect.set(object, name, replaced);
  return () => {
    isActive = false;
    if (Reflect.get(object, name) === replaced) Reflect.set(object, name, original);
  };
}

/**
 * @param {unknown} it
 * @returns {it is Method}
 */
function isMethod(it) {
  return typeof it === 'function';
}
