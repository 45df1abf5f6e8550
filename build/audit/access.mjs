import { both, NO_TESTS, ROLE } from './facts.mjs';
import {
  arrayOf,
  callableValue,
  createEntity,
  EMPTY,
  external,
  IDENTITY,
  join,
  PLAIN,
  UNDEFINED,
} from './values.mjs';
import { isIdentity } from './wix-modules.mjs';

/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Entity} Entity */
/** @typedef {import('./values.mjs').Callable} Callable */

/** The number of names in the label of an argument: `formData.address.city`. */
const MAX_LABEL = 4;
/** Properties of an identity that are true for some people only. */
const ROLE_NAME = /^(?:is|has|can)[A-Z](?!oggedIn)|admin/i;

/**
 * Returns a property of a value.
 *
 * @param {Value} value
 * @param {string | undefined} key `undefined` if it is not known: `value[name]`.
 * @param {Set<Entity>} [seen] The objects that were spread into each other on the way.
 * @returns {Value}
 */
export function property(value, key, seen = new Set()) {
  const parts = [
    ...[...value.entities].map((it) => field(it, key, seen)),
    ...[...value.callables].map((it) => member(it, key)),
    ...[...value.chains].map((it) => member(it, key)),
  ];
  if (value.taints.size > 0 || value.identity || value.secret || value.calls.size > 0) {
    parts.push(part(value, key));
  }
  if (key === 'length') parts.push({ ...PLAIN, tests: value.tests });
  return join(parts);
}

/**
 * Returns what the elements of an array, or the items of an iterable, may be.
 *
 * @param {Value} value
 * @returns {Value}
 */
export function elementOf(value) {
  const elements = [...value.entities].flatMap((it) => [...it.fields.values(), it.rest]);
  const others = { ...value, entities: EMPTY.entities, callables: EMPTY.callables };
  return join([...elements, others === EMPTY ? EMPTY : { ...others, literals: EMPTY.literals }]);
}

/**
 * Returns the elements of an array whose length is known.
 *
 * @param {Value} value
 * @returns {readonly Value[] | undefined} `undefined` if the length is not known.
 */
export function knownElements(value) {
  const [entity, ...others] = value.entities;
  const isArray =
    entity?.isArray === true &&
    others.length === 0 &&
    entity.rest === EMPTY &&
    entity.spread === EMPTY &&
    value.taints.size === 0 &&
    value.calls.size === 0;
  if (!isArray) return undefined;
  const count = entity.fields.size;
  const elements = Array.from({ length: count }, (_, index) => entity.fields.get(String(index)));
  return elements.every((it) => it !== undefined) ? elements : undefined;
}

/**
 * Assigns a property. In a branch that may not run, it keeps what it was too.
 *
 * @param {Value} value
 * @param {string | undefined} key
 * @param {Value} assigned
 * @param {import('./machine.mjs').Machine} machine
 */
export function setProperty(value, key, assigned, machine) {
  const { depth } = machine;
  for (const entity of value.entities) {
    const isOld = entity.serial < machine.entrySerial;
    // What one call stores in a collection of a module is not what the same call finds in it.
    if (isOld && key === undefined) continue;
    machine.oldestChange = Math.min(machine.oldestChange, entity.serial);
    if (isOld) undoLater(machine, entity, entity.fields.get(String(key)), key);
    if (key === undefined) {
      entity.rest = join([entity.rest, assigned]);
      continue;
    }
    const known = entity.fields.get(key) ?? EMPTY;
    const replaces = value.entities.size === 1 && depth <= entity.depth;
    entity.fields.set(key, replaces ? assigned : join([known, assigned]));
  }
}

/** @param {import('./machine.mjs').Machine} machine @param {Entity} entity @param {Value | undefined} before @param {string | undefined} key */
function undoLater(machine, { fields }, before, key) {
  const name = String(key);
  machine.undo.push(() => {
    if (before === undefined) fields.delete(name);
    else fields.set(name, before);
  });
}

/**
 * Returns the rest of an object or an array, without these fields.
 *
 * @param {Value} value
 * @param {readonly string[]} taken
 * @param {number} depth
 * @returns {Value}
 */
export function withoutFields(value, taken, depth) {
  const entities = [...value.entities].map((it) => {
    const fields = new Map([...it.fields].filter(([key]) => !taken.includes(key)));
    return createEntity(depth, { fields, rest: it.rest, spread: it.spread });
  });
  return { ...value, entities: new Set(entities) };
}

/**
 * Returns the rest of an array from an index on.
 *
 * @param {Value} value
 * @param {number} from
 * @param {number} depth
 * @returns {Value}
 */
export function elementsFrom(value, from, depth) {
  const elements = knownElements(value);
  return elements ? arrayOf(elements.slice(from), EMPTY, depth) : value;
}

/** @param {Entity} entity @param {string | undefined} key @param {Set<Entity>} [seen] */
function field(entity, key, seen = new Set()) {
  if (seen.has(entity)) return EMPTY;
  seen.add(entity);
  const { fields, rest, spread, isArray } = entity;
  const spreadPart = () => (spread === EMPTY ? EMPTY : property(spread, key, seen));
  if (key === undefined) return join([...fields.values(), rest, spreadPart()]);
  // A later field replaces what was spread before. What was spread after it is joined with it.
  const known = fields.get(key);
  if (known !== undefined) return known;
  if (isArray && !/^\d+$/.test(key)) return EMPTY;
  const others = join([rest, spreadPart()]);
  return others === EMPTY ? UNDEFINED : others;
}

/** @param {Callable} callable @param {string | undefined} key @returns {Value} */
function member(callable, key) {
  switch (callable.kind) {
    case 'wix': {
      const step = key ?? '*';
      const name = callable.name === '' ? step : `${callable.name}.${step}`;
      const value = callableValue({ ...callable, name });
      return isIdentity(callable.module, name)
        ? { ...IDENTITY, callables: value.callables }
        : value;
    }
    case 'class':
      return field(callable.statics, key);
    case 'external':
      return callable.missing
        ? callableValue(callable)
        : external(`${callable.name}.${key ?? '*'}`);
    default:
      return EMPTY;
  }
}

/** Returns a part of what came from outside: an argument, a member, a result. @param {Value} value @param {string | undefined} key @returns {Value} */
function part(value, key) {
  const taints = new Map(
    [...value.taints].map(([label, flow]) => [
      flow === 'direct' ? extend(label, key) : label,
      flow,
    ]),
  );
  const isRole = value.identity && key !== undefined && ROLE_NAME.test(key);
  const tests = isRole
    ? { ...value.tests, whenTrue: both(value.tests.whenTrue, ROLE) }
    : value.tests;
  const { identity, secret, calls } = value;
  return { ...PLAIN, taints, identity, secret, calls, tests: tests ?? NO_TESTS };
}

/** @param {string} label @param {string | undefined} key */
function extend(label, key) {
  const isLong = label.split('.').length >= MAX_LABEL;
  return key === undefined || isLong ? label : `${label}.${key}`;
}
