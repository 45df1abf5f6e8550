import { NOTHING_KNOWN } from './facts.mjs';
import { EMPTY, entityValue, flatten } from './values.mjs';

/** @typedef {import('./facts.mjs').Facts} Facts */
/** @typedef {import('./scope.mjs').Scope} Scope */
/** @typedef {import('./values.mjs').Value} Value */

/** The size of values that are compared. */
const MAX_PARTS = 1000;
/** How deep objects are compared, by what they contain in all, once a function was followed often. */
const COARSE_DEPTH = 2;

/** @type {WeakMap<object, number>} */
const ids = new WeakMap();
let lastId = 0;

/**
 * Returns a text that is the same for values that have the same parts.
 *
 * @param {readonly Value[]} values
 * @param {number} entrySerial Objects with a lower serial number are compared by identity.
 * @param {boolean} coarse Compares which arguments of the caller the values contain, not every part.
 * @returns {string | undefined} `undefined` if they are too large to be compared.
 */
export function signatureOf(values, entrySerial, coarse) {
  /** @type {string[]} */
  const parts = [];
  /** @type {Map<object, number>} */
  const seen = new Map();
  /** @param {Value} value @param {number} depth @returns {boolean} */
  function add(value, depth) {
    if (value === EMPTY) return true;
    parts.push('(', value.identity ? 'i' : '', value.secret ? 's' : '', testsText(value.tests));
    for (const [label, flow] of value.taints) parts.push(label, flow);
    for (const it of value.callables) parts.push(String(idOf(it)));
    if (!coarse) {
      for (const it of value.literals) parts.push(typeof it, String(it));
      for (const it of value.chains) parts.push(String(idOf(it)));
      for (const it of value.calls) parts.push(String(idOf(it)));
    }
    for (const it of value.entities) {
      if (it.serial < entrySerial) {
        parts.push(`@${it.serial}`);
        continue;
      }
      const known = seen.get(it);
      parts.push(known === undefined || coarse ? '{' : `#${known}`);
      if (known !== undefined) continue;
      seen.set(it, seen.size);
      if (coarse && depth >= COARSE_DEPTH) {
        const whole = flatten(entityValue(it));
        if (!add({ ...whole, entities: EMPTY.entities }, depth + 1)) return false;
        continue;
      }
      for (const [key, field] of it.fields) {
        parts.push(key);
        if (!add(field, depth + 1)) return false;
      }
      if (!add(it.rest, depth + 1) || !add(it.spread, depth + 1)) return false;
    }
    parts.push(')');
    return parts.length < MAX_PARTS;
  }
  return values.every((it) => add(it, 0)) ? parts.join() : undefined;
}

/** @param {import('./facts.mjs').Tests} tests */
function testsText({ whenTrue, whenFalse }) {
  if (whenTrue === NOTHING_KNOWN && whenFalse === NOTHING_KNOWN) return '';
  return `${factsText(whenTrue)}/${factsText(whenFalse)}`;
}

/** Returns a text that is the same for the same facts, other than about calls to Wix. @param {Facts} facts */
export function factsText({ impossible, role, login, labels }) {
  return `${Number(impossible)}${Number(role)}${Number(login)}${[...labels].sort().join(' ')}`;
}

/** @param {object} object */
function idOf(object) {
  const known = ids.get(object);
  if (known !== undefined) return known;
  lastId += 1;
  ids.set(object, lastId);
  return lastId;
}

/**
 * A call that was followed, and changed nothing that existed before.
 *
 * @typedef {{ readonly result: Value, readonly exit: Facts }} Result
 */

/** The results of the calls of a function, by their signatures. */
export class Results {
  /** @type {WeakMap<Scope, Map<object, Map<string, Result>>>} */
  #byScope = new WeakMap();

  /** @param {Scope} scope @param {object} node @returns {Map<string, Result>} */
  of(scope, node) {
    const byNode = this.#byScope.get(scope) ?? newMap();
    this.#byScope.set(scope, byNode);
    /** @type {Map<string, Result>} */
    const none = new Map();
    const results = byNode.get(node) ?? none;
    byNode.set(node, results);
    return results;
  }
}

/** @returns {Map<object, Map<string, Result>>} */
function newMap() {
  return new Map();
}
