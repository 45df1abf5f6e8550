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
const recorded = new WeakMap<object, Recorded>();
/** Opens a builder of `@wix/data`. */
export type Open = () => unknown;

interface Recorded {
  readonly names: readonly string[];
  readonly open: Open;
  readonly ends: Ends;
  readonly steps: readonly Step[];
}

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
  recorded.set(builder, { names, open, ends, steps });
  return builder;
}

/** Returns a builder with more steps, which may have names that the builder itself does not offer. */
export function addSteps(builder: Builder, steps: readonly Step[]): Builder {
  const found = recorded.get(builder);
  return found
    ? createBuilder(found.names, found.open, found.ends, [...found.steps, ...steps])
    : builder;
}

/** Repeats the steps of a builder on a builder of `@wix/data`; undefined if it is none. */
export function toPackageBuilder(builder: unknown): unknown {
  const found = typeof builder === 'object' && builder !== null ? recorded.get(builder) : undefined;
  return found && repeatSteps(found.open(), found.steps);
}

/** Repeats steps on a builder of `@wix/data`. */
export function repeatSteps(target: unknown, steps: readonly Step[]): unknown {
  return steps.reduce(
    (at, [name, args]) =>
      callMethod(
        at,
        name,
        args.map((it) => toPackageBuilder(it) ?? it),
      ),
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
