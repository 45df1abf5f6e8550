// Records the steps of a query or an aggregation, and repeats them on a builder of `@wix/data` when it runs. Only then
// it is known whether it runs with the caller's permissions or without (`suppressAuth`), and `@wix/data` wants to know
// first.

/** One step: `eq('title', 'A')`. */
export type Step = readonly [name: string, args: readonly unknown[]];

/** What ends a builder: `find()`. */
export type Ends = Readonly<
  Record<string, (steps: readonly Step[], ...args: readonly unknown[]) => unknown>
>;

/** A builder: each step returns a new one. */
export type Builder = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** The steps of every builder, so that a query can be an argument of another one: `or(query)`. */
const recorded = new WeakMap<object, { readonly open: Open; readonly steps: readonly Step[] }>();
/** Opens a builder of `@wix/data`. */
export type Open = () => unknown;

/**
 * Creates a builder.
 * @param names the names of the steps
 * @param open opens the builder of `@wix/data` for a builder that is an argument of another one
 */
export function createBuilder(
  names: readonly string[],
  open: Open,
  ends: Ends,
  steps: readonly Step[] = [],
): Builder {
  const builder: Record<string, Builder[string]> = {};
  for (const name of names) {
    builder[name] = (...args) => createBuilder(names, open, ends, [...steps, [name, args]]);
  }
  for (const [name, end] of Object.entries(ends)) {
    builder[name] = (...args) => end(steps, ...args);
  }
  recorded.set(builder, { open, steps });
  return builder;
}

/** Repeats steps on a builder of `@wix/data`. */
export function repeatSteps(target: unknown, steps: readonly Step[]): unknown {
  return steps.reduce(
    (at, [name, args]) => callMethod(at, name, args.map(toPackageBuilder)),
    target,
  );
}

/** Calls a method of a builder of `@wix/data`. @throws {TypeError} if it has no such method */
export function callMethod(target: unknown, name: string, args: readonly unknown[]): unknown {
  const method: unknown =
    typeof target === 'object' && target !== null ? Reflect.get(target, name) : undefined;
  if (typeof method !== 'function') throw new TypeError(`${name} is not a function`);
  const result: unknown = Reflect.apply(method, target, args);
  return result;
}

function toPackageBuilder(argument: unknown): unknown {
  const found =
    typeof argument === 'object' && argument !== null ? recorded.get(argument) : undefined;
  return found ? repeatSteps(found.open(), found.steps) : argument;
}
