// A grammar of arguments: makes valid values, and values that are invalid at one place.
import type { Random } from './random.ts';

/** An invalid value, the place and the branch of the validator that must reject it. */
export interface Mutant {
  readonly value: unknown;
  /** The key of `error.fields`. */
  readonly path: string;
  readonly branch: string;
  /** The expected code; INVALID_INPUT if not given. */
  readonly code?: string;
}

/** A type of values. */
export interface Type {
  make(random: Random): unknown;
  /** Makes a value that is invalid at one place. */
  mutate(random: Random, path: string): Mutant;
}

/** The types of an object's properties. */
export type Properties = Readonly<Record<string, Type>>;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TEXT = `${LETTERS}0123456789 \n\t<>&"'{}$äß漢字\u202e\u200b`;
const NOT_TEXT = [null, 0, -1, true, [], {}, ['text'], { text: 'text' }] as const;
const NOT_OBJECT = [0, true, 'text', [], [{}]] as const;

/** Makes a random length: mostly short, sometimes the longest. */
function toLength(random: Random, max: number): number {
  return random.chance(0.05) ? max : 1 + random.below(Math.min(max, 40));
}

/** Text of at most `max` characters, not blank. */
export function text(max: number): Type {
  return {
    make: (random) =>
      random.pick(['x', '字', '<']) + random.characters(TEXT, toLength(random, max) - 1),
    mutate(random, path) {
      const [branch, value]: readonly [string, unknown] = random.pick([
        ['type', random.pick(NOT_TEXT)],
        ['length', 'x'.repeat(max + 1 + random.below(3))],
        ['empty', random.pick(['', ' ', '\n\t '])],
        ['characters', random.pick(['a\u0000', '\u0007b', 'x\ud800', '\udfffx', 'a\u009f'])],
      ]);
      return { value, path, branch: `text: ${branch}` };
    },
  };
}

/** Text with a format. `wrong` are texts without it. */
export function formatted(
  name: string,
  make: (random: Random) => string,
  { wrong, max, code }: { wrong: readonly [string, ...string[]]; max: number; code?: string },
): Type {
  return {
    make,
    mutate(random, path) {
      const [branch, value]: readonly [string, unknown] = random.pick([
        ['type', random.pick(NOT_TEXT)],
        ['length', make(random) + 'a'.repeat(max)],
        ['format', random.pick(wrong)],
      ]);
      return { value, path, branch: `${name}: ${branch}`, ...(code !== undefined && { code }) };
    },
  };
}

/** One of the values. `wrong` are all others that are tried. */
export function oneOf(
  name: string,
  values: readonly [unknown, ...unknown[]],
  wrong: readonly [unknown, ...unknown[]],
): Type {
  return {
    make: (random) => random.pick(values),
    mutate: (random, path) => ({ value: random.pick(wrong), path, branch: name }),
  };
}

/** An integer from 1 to `max`. */
export function integer(max: number): Type {
  return {
    make: (random) => 1 + random.below(max),
    mutate: (random, path) => ({
      value: random.pick([0, -1, 1.5, max + 1, String(max), null, true, [1]]),
      path,
      branch: 'integer',
    }),
  };
}

/** A list of 1 to `max` values. */
export function list(max: number, type: Type): Type {
  const make = (random: Random, length: number) => Array.from({ length }, () => type.make(random));
  const toSize = (random: Random) =>
    random.chance(0.05) ? max : 1 + random.below(Math.min(max, 3));
  return {
    make: (random) => make(random, toSize(random)),
    mutate(random, path) {
      if (random.chance(0.4)) {
        const [branch, value]: readonly [string, unknown] = random.pick([
          ['type', random.pick([null, 'text', 1, {}, { length: 1 }])],
          ['empty', []],
          ['length', make(random, max + 1)],
        ]);
        return { value, path, branch: `list: ${branch}` };
      }
      const values = make(random, toSize(random));
      const index = random.below(values.length);
      const mutant = type.mutate(random, `${path}[${String(index)}]`);
      return { ...mutant, value: values.with(index, mutant.value) };
    },
  };
}

/** An object. `required` and `exactlyOne` are always there; the others in half of the values. */
export function object({
  required = {},
  optional = {},
  exactlyOne = {},
  isNullable = false,
}: {
  readonly required?: Properties;
  readonly optional?: Properties;
  readonly exactlyOne?: Properties;
  /** Options of a web method may be `null`. */
  readonly isNullable?: boolean;
}): Type {
  const choices = Object.keys(exactlyOne);
  const all: Properties = { ...required, ...optional, ...exactlyOne };

  function make(random: Random): Record<string, unknown> {
    const chosen = choices[random.below(choices.length)];
    const keys = [
      ...Object.keys(required),
      ...Object.keys(optional).filter(() => random.chance(0.5)),
      ...(chosen === undefined ? [] : [chosen]),
    ];
    return Object.fromEntries(keys.map((key) => [key, all[key]?.make(random)]));
  }

  /** Makes the object invalid as a whole. */
  function mutateWhole(random: Random, path: string): Mutant {
    const value = make(random);
    const [chosen] = choices.filter((key) => key in value);
    const other = choices.find((key) => key !== chosen);
    const missing = Object.keys(required)[0];
    const branch = random.pick(['type', 'unknown', 'none', 'several', 'missing']);
    if (branch === 'none' && chosen !== undefined) {
      const { [chosen]: _, ...rest } = value;
      return { value: rest, path, branch: 'object: none of the choices' };
    }
    if (branch === 'several' && other !== undefined) {
      const several = { ...value, [other]: all[other]?.make(random) };
      return { value: several, path, branch: 'object: several of the choices' };
    }
    if (branch === 'missing' && missing !== undefined) {
      const { [missing]: _, ...rest } = value;
      return { value: rest, path: `${path}.${missing}`, branch: 'object: missing property' };
    }
    if (branch === 'type') {
      const wrong = isNullable ? NOT_OBJECT : ([null, ...NOT_OBJECT] as const);
      return { value: random.pick(wrong), path, branch: 'object: type' };
    }
    const name = random.pick(['extra', 'Text', 'toString', 'é']);
    return {
      value: { ...value, [name]: random.pick([null, 1, 'x', {}]) },
      path: `${path}.${name}`,
      branch: 'object: unknown property',
    };
  }

  return {
    make,
    mutate(random, path) {
      if (random.chance(0.3)) return mutateWhole(random, path);
      const value = make(random);
      // Also a property that the value does not have, unless it is another choice.
      const names = Object.keys(all).filter((key) => !choices.includes(key) || key in value);
      const name = names[random.below(names.length)];
      const mutant = name === undefined ? undefined : all[name]?.mutate(random, `${path}.${name}`);
      if (name === undefined || !mutant) return mutateWhole(random, path);
      return { ...mutant, value: { ...value, [name]: mutant.value } };
    },
  };
}

/** An object that is invalid without any property but those of `ignored`. It always has `always`. */
export function nonEmpty(
  { always, ...optional }: Properties & { readonly always: Type },
  { name, ignored = {} }: { readonly name: string; readonly ignored?: Properties },
): Type {
  const type = object({ optional: { ...optional, [name]: always, ...ignored } });
  const valid = object({ required: { [name]: always }, optional: { ...optional, ...ignored } });
  const empty = object({ optional: ignored });
  return {
    make: valid.make,
    mutate: (random, path) =>
      random.chance(0.1)
        ? { value: empty.make(random), path, branch: 'object: empty' }
        : type.mutate(random, path),
  };
}
