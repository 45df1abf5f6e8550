// Reads and calls members of objects whose type is not known.

/** Returns whether a value is an object, also an array; not a function. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Returns a function that calls a method on an object. Its result is `unknown` instead of `any`. */
export function bindMethod(
  method: CallableFunction,
  self: unknown,
): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    const result: unknown = Reflect.apply(method, self, args);
    return result;
  };
}
