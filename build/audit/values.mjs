import { ALWAYS, either, LOGGED_IN, NEVER, NO_TESTS } from './facts.mjs';

/** @typedef {import('typescript').Node} Node */
/** @typedef {import('./facts.mjs').Tests} Tests */
/** @typedef {import('./scope.mjs').Scope} Scope */

/**
 * How a value came from an argument of the caller: `direct` is the argument or a part of it; `derived` was computed
 * from it; `selected` is a record that it selected; `scoped` was combined with the caller's identity or proven by a
 * secret, and so selects only what is theirs.
 *
 * @typedef {'direct' | 'derived' | 'selected' | 'scoped'} Flow
 */

/**
 * What a value may be. Every part is a possibility, and an empty value is none.
 *
 * @typedef {object} Value
 * @property {ReadonlyMap<string, Flow>} taints The caller's arguments it came from, by label: `options.memberId`.
 * @property {boolean} identity Whether it came from the current member, or the session.
 * @property {boolean} secret Whether it came from the site's secrets.
 * @property {Tests} tests What it says as a condition.
 * @property {ReadonlySet<string | number | boolean | null | undefined>} literals
 * @property {ReadonlySet<Callable>} callables
 * @property {ReadonlySet<Entity>} entities
 * @property {ReadonlySet<WixReference>} chains Results of calls to Wix that are not awaited: promises and queries.
 * @property {ReadonlySet<WixCall>} calls The calls to Wix that it is a result of.
 */

/**
 * An object or an array of the site.
 *
 * @typedef {object} Entity
 * @property {Map<string, Value>} fields
 * @property {Value} rest What other fields or elements may be.
 * @property {Value} spread The objects whose fields it has too: `{ ...formData }`.
 * @property {boolean} isArray
 * @property {number} depth The depth of branches in which it was created.
 * @property {number} serial Lower than that of objects and scopes that were created later.
 */

/** @typedef {{ readonly kind: 'function', readonly node: import('typescript').SignatureDeclaration, readonly scope: Scope }} SiteFunction */
/** @typedef {{ readonly kind: 'class', readonly node: import('typescript').ClassLikeDeclaration, readonly scope: Scope, readonly statics: Entity }} SiteClass */
/** @typedef {{ readonly kind: 'native', readonly name: string, readonly run: (call: Call) => Value }} Native */
/** @typedef {{ readonly kind: 'web-method', readonly permission: Value, readonly handler: Value }} WebMethod */

/**
 * A global, or an export of a package that the audit does not read.
 *
 * @typedef {object} External
 * @property {'external'} kind
 * @property {string} name
 * @property {boolean} missing Whether it was imported from a file of the site that does not exist.
 */

/**
 * A member of a module of Wix.
 *
 * @typedef {object} WixReference
 * @property {'wix'} kind
 * @property {string} module `@wix/inbox`.
 * @property {string} name `conversations.getConversation`; empty for a default import.
 * @property {boolean} elevated
 * @property {WixCall} [call] The call that it continues, as `find` in `query('Orders').find`.
 */

/** @typedef {SiteFunction | SiteClass | Native | WebMethod | External | WixReference} Callable */

/**
 * @typedef {object} WixCall
 * @property {string} module
 * @property {string} name
 * @property {string | undefined} collection The collection that a call to Wix Data names.
 * @property {Node} node Where the call, or its chain of calls, starts.
 * @property {readonly Node[]} stack The calls on the way, from the entry point.
 * @property {boolean} elevated
 * @property {Input[]} inputs
 * @property {boolean} scoped Whether a query is restricted to the caller's identity.
 * @property {boolean} callerOptions Whether the caller chooses its options, and with them `suppressAuth`.
 * @property {number} uses How many places use its result.
 * @property {Set<Node>} checks Where its result is compared with the caller's identity before it is used.
 */

/**
 * An argument of the caller in a call to Wix.
 *
 * @typedef {object} Input
 * @property {string} label
 * @property {boolean} selects Whether it selects a record or a person; otherwise it is content.
 * @property {string | undefined} guard What stands between, in words.
 */

/**
 * @typedef {object} Call
 * @property {Node} node
 * @property {Value} self The value of `this`.
 * @property {readonly Value[]} args
 * @property {Value} rest What further arguments may be.
 */

/** @type {ReadonlyMap<string, Flow>} */
const NO_TAINTS = new Map();
/** @type {ReadonlySet<never>} */
const NO_ITEMS = new Set();

/** The value that is nothing: no run creates it. @type {Value} */
export const EMPTY = {
  taints: NO_TAINTS,
  identity: false,
  secret: false,
  tests: NO_TESTS,
  literals: NO_ITEMS,
  callables: NO_ITEMS,
  entities: NO_ITEMS,
  chains: NO_ITEMS,
  calls: NO_ITEMS,
};
/** @type {Value} */
export const UNDEFINED = literal(undefined);
/** A value from the outside that no argument determines: a number, a date, an error. @type {Value} */
export const PLAIN = { ...EMPTY, literals: new Set() };
/** The caller's identity. @type {Value} */
export const IDENTITY = { ...EMPTY, identity: true, tests: LOGGED_IN };

/** How many calls to Wix a value remembers that it is a result of. */
const MAX_CALLS = 6;
/** How many objects a value may be, before they become one. */
const MAX_ENTITIES = 4;
/** Which flow is the more dangerous one. @type {readonly Flow[]} */
const FLOWS = ['scoped', 'derived', 'selected', 'direct'];

let lastSerial = 0;
let entrySerial = 0;

/** Separates the objects of modules from those of an entry point. Returns the serial number that does. */
export function startEntry() {
  entrySerial = nextSerial();
  return entrySerial;
}

/** Returns the next serial number of objects and scopes. */
export function nextSerial() {
  lastSerial += 1;
  return lastSerial;
}

/**
 * Creates an object or an array.
 *
 * @param {number} depth The current depth of branches.
 * @param {Partial<Entity>} [parts]
 * @returns {Entity}
 */
export function createEntity(depth, parts = {}) {
  return {
    fields: new Map(),
    rest: EMPTY,
    spread: EMPTY,
    isArray: false,
    ...parts,
    depth,
    serial: nextSerial(),
  };
}

/**
 * @param {string | number | boolean | null | undefined} value
 * @returns {Value}
 */
export function literal(value) {
  return { ...EMPTY, literals: new Set([value]), tests: value ? ALWAYS : NEVER };
}

/** @param {string} label @returns {Value} */
export function argument(label) {
  return { ...EMPTY, taints: new Map([[label, 'direct']]) };
}

/** @param {Callable} callable @returns {Value} */
export function callableValue(callable) {
  return { ...EMPTY, callables: new Set([callable]) };
}

/** @param {Entity} entity @returns {Value} */
export function entityValue(entity) {
  return { ...EMPTY, entities: new Set([entity]) };
}

/** @type {Map<string, Value>} */
const externals = new Map();

/** @param {string} name @returns {Value} */
export function external(name) {
  const known = externals.get(name);
  if (known !== undefined) return known;
  const value = callableValue({ kind: 'external', name, missing: false });
  externals.set(name, value);
  return value;
}

/**
 * Returns what may be one of these values.
 *
 * @param {readonly Value[]} values
 * @returns {Value}
 */
export function join(values) {
  const parts = [...new Set(values)].filter((it) => it !== EMPTY);
  const [first, ...others] = parts;
  if (first === undefined) return EMPTY;
  if (others.length === 0) return first;
  return others.reduce(joinTwo, first);
}

/** @param {Value} a @param {Value} b @returns {Value} */
function joinTwo(a, b) {
  if (b.tests === NO_TESTS && a.tests === NO_TESTS && contains(a, b)) return a;
  return {
    taints: joinTaints(a.taints, b.taints),
    identity: a.identity || b.identity,
    secret: a.secret || b.secret,
    tests:
      a.tests === b.tests
        ? a.tests
        : {
            whenTrue: either(a.tests.whenTrue, b.tests.whenTrue),
            whenFalse: either(a.tests.whenFalse, b.tests.whenFalse),
          },
    literals: joinSets(a.literals, b.literals),
    callables: joinSets(a.callables, b.callables),
    entities: joinEntities(a.entities, b.entities),
    chains: joinSets(a.chains, b.chains),
    calls: a.calls.size >= MAX_CALLS ? a.calls : joinSets(a.calls, b.calls),
  };
}

/** Returns whether a value already is everything that another one may be. @param {Value} a @param {Value} b */
function contains(a, b) {
  return (
    (a.identity || !b.identity) &&
    (a.secret || !b.secret) &&
    hasAll(a.entities, b.entities) &&
    isIn(b.callables, a.callables) &&
    isIn(b.literals, a.literals) &&
    isIn(b.chains, a.chains) &&
    (a.calls.size >= MAX_CALLS || isIn(b.calls, a.calls)) &&
    joinTaints(a.taints, b.taints) === a.taints
  );
}

/**
 * @template Item
 * @param {ReadonlySet<Item>} part
 * @param {ReadonlySet<Item>} all
 */
function isIn(part, all) {
  if (part.size > all.size) return false;
  for (const it of part) if (!all.has(it)) return false;
  return true;
}

/**
 * @template Item
 * @param {ReadonlySet<Item>} a
 * @param {ReadonlySet<Item>} b
 * @returns {ReadonlySet<Item>}
 */
function joinSets(a, b) {
  if (isIn(b, a)) return a;
  return a.size === 0 ? b : new Set([...a, ...b]);
}

/** The objects that became a part of another one. @type {WeakMap<Entity, Set<Entity>>} */
const absorbed = new WeakMap();

/**
 * Joins objects. Above a number, they become one object with the fields of all.
 *
 * @param {ReadonlySet<Entity>} a
 * @param {ReadonlySet<Entity>} b
 * @returns {ReadonlySet<Entity>}
 */
function joinEntities(a, b) {
  if (hasAll(a, b)) return a;
  const all = joinSets(a, b);
  if (all.size <= MAX_ENTITIES) return all;
  const whole =
    [...all].find((it) => absorbed.has(it) && it.serial > entrySerial) ?? newWhole([...all]);
  for (const it of all) absorb(whole, it);
  return new Set([whole]);
}

/** Returns whether objects, or those that they became a part of, include others. @param {ReadonlySet<Entity>} all @param {ReadonlySet<Entity>} part */
function hasAll(all, part) {
  for (const it of part) {
    if (all.has(it)) continue;
    let isAbsorbed = false;
    for (const whole of all) isAbsorbed ||= absorbed.get(whole)?.has(it) === true;
    if (!isAbsorbed) return false;
  }
  return true;
}

/** @param {readonly Entity[]} parts @returns {Entity} */
function newWhole(parts) {
  const whole = createEntity(-1, { isArray: parts.every((it) => it.isArray) });
  absorbed.set(whole, new Set());
  return whole;
}

/** @param {Entity} whole @param {Entity} part */
function absorb(whole, part) {
  const parts = absorbed.get(whole);
  if (whole === part || parts?.has(part)) return;
  parts?.add(part);
  for (const it of absorbed.get(part) ?? []) parts?.add(it);
  for (const [key, field] of part.fields) {
    whole.fields.set(key, join([whole.fields.get(key) ?? EMPTY, field]));
  }
  whole.rest = join([whole.rest, part.rest]);
  whole.spread = join([whole.spread, part.spread]);
}

/**
 * @param {ReadonlyMap<string, Flow>} a
 * @param {ReadonlyMap<string, Flow>} b
 * @returns {ReadonlyMap<string, Flow>}
 */
function joinTaints(a, b) {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  /** @type {Map<string, Flow> | undefined} */
  let joined;
  for (const [label, flow] of b) {
    const known = a.get(label);
    const worse = known === undefined || FLOWS.indexOf(flow) > FLOWS.indexOf(known);
    if (worse) joined = (joined ?? new Map(a)).set(label, flow);
  }
  return joined ?? a;
}

/**
 * Returns the taints with another flow, unless it is already a safer one.
 *
 * @param {ReadonlyMap<string, Flow>} taints
 * @param {Flow} flow
 * @returns {ReadonlyMap<string, Flow>}
 */
export function withFlow(taints, flow) {
  if (taints.size === 0) return taints;
  return new Map([...taints].map(([label, known]) => [label, known === 'scoped' ? known : flow]));
}

/**
 * Returns a string, number or boolean that was computed from values.
 *
 * @param {readonly Value[]} values
 * @returns {Value}
 */
export function compute(values) {
  const parts = values.map(flatten);
  const identity = parts.some((it) => it.identity);
  const secret = parts.some((it) => it.secret);
  const taints = parts.map((it) => it.taints).reduce(joinTaints, NO_TAINTS);
  return {
    ...EMPTY,
    taints: withFlow(taints, identity || secret ? 'scoped' : 'derived'),
    identity: identity && taints.size === 0,
    secret: secret && taints.size === 0,
    calls: parts.map((it) => it.calls).reduce(joinSets, NO_ITEMS),
  };
}

/**
 * Returns everything that a value contains, at any depth, as one value without entities.
 *
 * @param {Value} value
 * @returns {Value}
 */
export function flatten(value) {
  if (value.entities.size === 0) return value;
  /** @type {Set<Entity>} */
  const seen = new Set();
  /** @type {Value[]} */
  const parts = [];
  /** @param {Value} it */
  function visit(it) {
    parts.push({ ...it, entities: NO_ITEMS, tests: NO_TESTS });
    for (const entity of it.entities) {
      if (seen.has(entity)) continue;
      seen.add(entity);
      for (const field of entity.fields.values()) visit(field);
      visit(entity.rest);
      visit(entity.spread);
    }
  }
  visit(value);
  return join(parts);
}

/**
 * Returns the value of a promise.
 *
 * @param {Value} value
 * @returns {Value}
 */
export function awaited(value) {
  return value.chains.size === 0 ? value : { ...value, chains: NO_ITEMS };
}

/**
 * Returns an array of these elements.
 *
 * @param {readonly Value[]} elements
 * @param {Value} rest What further elements may be.
 * @param {number} depth
 * @returns {Value}
 */
export function arrayOf(elements, rest, depth) {
  const fields = new Map(elements.map((it, index) => [String(index), it]));
  return entityValue(createEntity(depth, { fields, rest, isArray: true }));
}
