import { elementOf, knownElements, property, setProperty } from './access.mjs';
import { searchTests } from './conditions.mjs';
import { NO_TESTS, NOTHING_KNOWN, either } from './facts.mjs';
import { inBranch } from './machine.mjs';
import {
  arrayOf,
  awaited,
  callableValue,
  compute,
  createEntity,
  EMPTY,
  entityValue,
  flatten,
  join,
  literal,
  PLAIN,
  UNDEFINED,
  withFlow,
} from './values.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./values.mjs').Call} Call */
/** @typedef {import('./values.mjs').External} External */
/** @typedef {import('./values.mjs').Value} Value */

/** Methods that return the body of a request as the caller sent it. */
const BODIES = /^(?:json|text|buffer|formData)$/;
/** Methods that add to a collection. */
const ADDS = /^(?:push|unshift|add|set|append|splice|fill)$/;
/** Methods whose result tells whether their function held for an element. */
const SEARCHES = /^(?:some|every|find|findLast|findIndex|filter)$/;
/** Functions that prove data with a secret. */
const PROVES = /(?:verify|decrypt|unseal|timingSafeEqual)\w*$/i;
/** Functions of the language that run a text as code. */
const RUNS_TEXT = /^(?:eval|Function|globalThis\.eval)$/;

/**
 * Calls a method of the language on a value: `items.map(run)`, `promise.then(run)`, `id.trim()`.
 *
 * @param {Machine} machine
 * @param {string} name
 * @param {Call} call
 * @returns {Value}
 */
export function callMethod(machine, name, call) {
  const { self, args, rest } = call;
  const [first = rest, second = rest] = args;
  if (name === 'then') {
    const settled = run(machine, first, [awaited(self)], call);
    return join([settled, run(machine, second, [PLAIN], call)]);
  }
  if (name === 'catch') return join([self, run(machine, first, [PLAIN], call)]);
  if (name === 'finally') return join([self, run(machine, first, [], call)]) && self;
  if (name === 'call') return machine.call(self, { ...call, self: first, args: args.slice(1) });
  if (name === 'apply') return machine.call(self, { ...call, self: first, ...spreadOf(second) });
  if (name === 'bind') return bound(machine, call);
  if (ADDS.test(name)) return addTo(machine, call);
  if (name === 'get' && self.entities.size > 0) return elementOf(self);
  const results = callbackResults(machine, name, call);
  if (name === 'map' || name === 'flatMap') return results.array;
  if (BODIES.test(name)) return { ...self, tests: NO_TESTS };
  if (self.entities.size === 0 && results.all.length === 0) {
    const isText = self.calls.size === 0;
    const value = isText ? compute([self, ...args, rest]) : mix([self, ...args, rest]);
    return { ...value, tests: searchTests(name, self, args) };
  }
  const tests = SEARCHES.test(name)
    ? elementTests(name, self, results.all)
    : searchTests(name, self, args);
  return { ...mix([self, ...args.filter((it) => it.callables.size === 0), ...results.all]), tests };
}

/**
 * Calls a global, or a function of a package that the audit does not read. It may call every function that it is given.
 *
 * @param {Machine} machine
 * @param {External} callee
 * @param {Call} call
 * @returns {Value}
 */
export function callExternal(machine, { name, missing }, call) {
  const { args, rest, node } = call;
  const [first = rest, second = rest] = args;
  const known = callKnown(machine, name, call);
  if (known !== undefined) return known;
  const given = flatten(join([...args, rest]));
  const isElevated = [...given.callables].some((it) => it.kind === 'wix' && it.elevated);
  if (isElevated) {
    machine.reportUnknown(node, `${name} is given an elevated function, and its code is not read`);
  } else if (missing && given.taints.size > 0) {
    machine.reportUnknown(node, `${name} is given the caller's arguments, and was not found`);
  } else if (RUNS_TEXT.test(name) && given.taints.size > 0) {
    machine.reportUnknown(node, `${name} runs a text of the caller`);
  }
  const functions = isElevated ? [] : [first, second, ...args.slice(2)];
  const results = functions.map((it) =>
    run(machine, it, [PLAIN, mix(args.filter((arg) => arg !== it))], call),
  );
  const value = mix([...args, rest, ...results]);
  const isProven = PROVES.test(name) && args.some((it) => flatten(it).secret);
  const taints = isProven ? withFlow(value.taints, 'scoped') : value.taints;
  return { ...value, taints, tests: searchTests(name, EMPTY, args) };
}

/** Returns the result of a global whose meaning matters; `undefined` for others. @param {Machine} machine @param {string} name @param {Call} call */
function callKnown(machine, name, call) {
  const { args, rest } = call;
  const { depth } = machine;
  const [first = rest] = args;
  const elements = knownElements(first);
  switch (name) {
    case 'Promise.all':
    case 'Promise.allSettled':
      return elements
        ? arrayOf(elements.map(awaited), EMPTY, depth)
        : arrayOf([], awaited(elementOf(first)), depth);
    case 'Promise.race':
    case 'Promise.any':
      return awaited(elementOf(first));
    case 'Promise.resolve':
    case 'Object.freeze':
    case 'Object.seal':
      return first;
    case 'Promise.reject':
      return EMPTY;
    case 'Boolean':
      return { ...compute([first]), tests: first.tests };
    case 'Array.isArray':
    case 'Object.keys':
    case 'parseInt':
    case 'Number':
      return { ...compute([first]), tests: NO_TESTS };
    case 'Object.values':
    case 'Object.entries':
      return entriesOf(first, name === 'Object.entries', depth);
    case 'Object.fromEntries':
      return fromEntries(first, depth);
    case 'Object.assign':
      return assignAll(machine, first, [...args.slice(1), rest]);
    default:
      return name.startsWith('console.') ? UNDEFINED : undefined;
  }
}

/**
 * Creates an object of a global or of a package: `new Map(entries)`, `new Promise(run)`.
 *
 * @param {Machine} machine
 * @param {External} callee
 * @param {Call} call
 * @returns {Value}
 */
export function constructExternal(machine, callee, call) {
  const { name } = callee;
  const [first = call.rest] = call.args;
  if (name === 'Promise') {
    /** @type {Value[]} */
    const resolved = [];
    const resolve = callableValue({
      kind: 'native',
      name: 'resolve',
      run: ({ args }) => {
        resolved.push(args[0] ?? UNDEFINED);
        return UNDEFINED;
      },
    });
    machine.call(first, { ...call, self: UNDEFINED, args: [resolve, PLAIN], rest: EMPTY });
    return awaited(join(resolved));
  }
  if (/^(?:Map|Set|WeakMap|WeakSet|Array)$/.test(name)) {
    const elements = elementOf(first);
    const rest = name.endsWith('Map') ? elementOf(elements) : elements;
    return entityValue(createEntity(machine.depth, { rest, isArray: true }));
  }
  return callExternal(machine, callee, call);
}

/**
 * Returns what may be any of these values, or contain them.
 *
 * @param {readonly Value[]} values
 * @returns {Value}
 */
function mix(values) {
  const mixed = awaited(join(values));
  const callables = [...mixed.callables].filter((it) => it.kind !== 'external');
  const taints = withFlow(mixed.taints, 'derived');
  return { ...mixed, callables: new Set(callables), taints, tests: NO_TESTS };
}

/** Calls a function that may not be called. @param {Machine} machine @param {Value} callee @param {readonly Value[]} args @param {Call} call */
function run(machine, callee, args, call) {
  if (callee.callables.size === 0) return EMPTY;
  const functions = [...callee.callables].filter((it) => it.kind !== 'external');
  if (functions.length === 0) return EMPTY;
  const value = { ...EMPTY, callables: new Set(functions) };
  return inBranch(machine, () =>
    machine.call(value, { node: call.node, self: UNDEFINED, args, rest: EMPTY }),
  );
}

/** Calls the functions that a method is given, for each element. @param {Machine} machine @param {string} name @param {Call} call */
function callbackResults(machine, name, call) {
  const { self, args } = call;
  const callbacks = join(args.map((it) => ({ ...EMPTY, callables: it.callables })));
  if (callbacks.callables.size === 0) {
    return { all: [], array: { ...self, tests: NO_TESTS } };
  }
  const elements = /^(?:map|flatMap|forEach)$/.test(name) ? knownElements(self) : undefined;
  const others = args.filter((it) => it.callables.size === 0);
  const all = (elements ?? [elementOf(self)]).map((element) =>
    // The first argument of the function of reduce is what was made so far.
    name.startsWith('reduce')
      ? run(machine, callbacks, [join([...others, element]), element], call)
      : run(machine, callbacks, [element, PLAIN, self], call),
  );
  const results = name === 'flatMap' ? all.map(elementsOrItself) : all;
  const array =
    elements && name === 'map'
      ? arrayOf(results, EMPTY, machine.depth)
      : arrayOf([], join(results), machine.depth);
  return { all, array };
}

/** @param {Value} value */
function elementsOrItself(value) {
  return join([elementOf(value), { ...value, entities: EMPTY.entities }]);
}

/**
 * Returns what the function of `some`, `every`, `find` or `filter` says about the elements. That one of the caller's
 * own elements is theirs says nothing about the others.
 *
 * @param {string} name
 * @param {Value} self
 * @param {readonly Value[]} results
 */
function elementTests(name, self, results) {
  const [first = NOTHING_KNOWN, ...others] = results.map(({ tests }) => tests.whenTrue);
  const facts = others.reduce(either, first);
  const own = [...self.taints.keys()];
  const labels =
    name === 'every' ? facts.labels : new Set([...facts.labels].filter((it) => !own.includes(it)));
  return { whenTrue: { ...facts, labels, impossible: false }, whenFalse: NOTHING_KNOWN };
}

/** @param {Machine} machine @param {Call} call */
function addTo(machine, { self, args, rest }) {
  setProperty(self, undefined, join([...args, rest]), machine);
  return self;
}

/** @param {Machine} machine @param {Call} call @returns {Value} */
function bound(machine, { self, args, rest }) {
  const [first = UNDEFINED, ...given] = args;
  return callableValue({
    kind: 'native',
    name: 'bind',
    run: (later) =>
      machine.call(self, {
        ...later,
        self: first,
        args: [...given, ...later.args],
        rest: join([rest, later.rest]),
      }),
  });
}

/** Returns the elements of an array as arguments. @param {Value} value */
export function spreadOf(value) {
  const elements = knownElements(value);
  return elements ? { args: elements, rest: EMPTY } : { args: [], rest: elementOf(value) };
}

/** @param {Value} value @param {boolean} withKeys @param {number} depth */
function entriesOf(value, withKeys, depth) {
  /** @type {(key: Value, item: Value) => Value} */
  const toElement = (key, item) => (withKeys ? arrayOf([key, item], EMPTY, depth) : item);
  const [entity, ...others] = value.entities;
  const isKnown = others.length === 0 && entity?.rest === EMPTY && entity.spread === EMPTY;
  if (entity !== undefined && isKnown && value.taints.size === 0) {
    const elements = [...entity.fields].map(([key, item]) => toElement(literal(key), item));
    return arrayOf(elements, EMPTY, depth);
  }
  return arrayOf([], toElement(PLAIN, property(value, undefined)), depth);
}

/** @param {Value} value @param {number} depth */
function fromEntries(value, depth) {
  /** @type {Map<string, Value>} */
  const fields = new Map();
  let rest = EMPTY;
  for (const entry of knownElements(value) ?? [elementOf(value)]) {
    const [key] = property(entry, '0').literals;
    const item = property(entry, '1');
    if (typeof key === 'string') fields.set(key, join([fields.get(key) ?? EMPTY, item]));
    else rest = join([rest, item]);
  }
  return entityValue(createEntity(depth, { fields, rest }));
}

/** @param {Machine} machine @param {Value} target @param {readonly Value[]} sources */
function assignAll(machine, target, sources) {
  for (const source of sources) {
    for (const entity of target.entities) entity.spread = join([entity.spread, source]);
    for (const entity of source.entities) {
      for (const [key, item] of entity.fields) setProperty(target, key, item, machine);
    }
  }
  return join([target, ...sources]);
}
