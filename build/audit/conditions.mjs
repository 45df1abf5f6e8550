import { both, either, NO_TESTS, not, NOTHING_KNOWN, ROLE } from './facts.mjs';
import { flatten } from './values.mjs';

/** @typedef {import('./facts.mjs').Facts} Facts */
/** @typedef {import('./facts.mjs').Tests} Tests */
/** @typedef {import('./values.mjs').Value} Value */

/** What a missing value is compared with. */
const MISSING = new Set([undefined, null, false, '', 0, -1]);
/** Calls whose result is true if something is found or is the same. */
const SEARCHES =
  /(?:^|\.)(?:includes|indexOf|has|some|every|find|findIndex|equals|startsWith|endsWith|(?:is|can|has|may|check|verify|timingSafe)[A-Z]\w*)$/;

/**
 * Returns what `a === b` says.
 *
 * @param {Value} a
 * @param {Value} b
 * @returns {Tests}
 */
export function equality(a, b) {
  if (isMissing(b)) return not(a.tests);
  if (isMissing(a)) return not(b.tests);
  if (isOnly(b, true)) return a.tests;
  if (isOnly(a, true)) return b.tests;
  return { whenTrue: match(flatten(a), flatten(b)), whenFalse: NOTHING_KNOWN };
}

/**
 * Returns what `a > b` says: `found.length > 0`, `list.indexOf(id) > -1`.
 *
 * @param {Value} a
 * @param {Value} b
 * @returns {Tests}
 */
export function greater(a, b) {
  if (isMissing(b)) return a.tests;
  return isMissing(a) ? not(b.tests) : NO_TESTS;
}

/**
 * Returns what the result of a call says that the audit does not read, such as `roles.includes('Admin')`.
 *
 * @param {string} name
 * @param {Value} self
 * @param {readonly Value[]} args
 * @returns {Tests}
 */
export function searchTests(name, self, args) {
  if (!SEARCHES.test(name)) return NO_TESTS;
  const parts = [flatten(self), ...args.map(flatten)];
  const facts = parts.flatMap((a, index) => parts.slice(index + 1).map((b) => match(a, b)));
  return { whenTrue: facts.reduce(both, NOTHING_KNOWN), whenFalse: NOTHING_KNOWN };
}

/**
 * Returns what `a && b` says.
 *
 * @param {Tests} a
 * @param {Tests} b
 * @returns {Tests}
 */
export function and(a, b) {
  return {
    whenTrue: both(a.whenTrue, b.whenTrue),
    whenFalse: either(a.whenFalse, both(a.whenTrue, b.whenFalse)),
  };
}

/** Returns what is known if two values are the same. @param {Value} a @param {Value} b @returns {Facts} */
function match(a, b) {
  const facts = both(matchIdentity(a, b), matchIdentity(b, a));
  if (facts !== NOTHING_KNOWN) return facts;
  if (isConstant(a)) return constantOf(b);
  return isConstant(b) ? constantOf(a) : NOTHING_KNOWN;
}

/** @param {Value} who @param {Value} other @returns {Facts} */
function matchIdentity(who, other) {
  if (who.secret) return other.taints.size > 0 ? ROLE : NOTHING_KNOWN;
  if (!who.identity) return NOTHING_KNOWN;
  if (other.taints.size === 0 && other.calls.size === 0) {
    return other.identity && who.calls.size > 0 ? NOTHING_KNOWN : ROLE;
  }
  const selecting = [...other.calls].flatMap(({ inputs }) => inputs.filter((it) => it.selects));
  return {
    ...NOTHING_KNOWN,
    labels: new Set([...other.taints.keys(), ...selecting.map(({ label }) => label)]),
    calls: other.calls,
  };
}

/** Returns that an argument is one of the site's constants. @param {Value} value @returns {Facts} */
function constantOf({ taints }) {
  const direct = [...taints].filter(([, flow]) => flow === 'direct').map(([label]) => label);
  return direct.length === 0 ? NOTHING_KNOWN : { ...NOTHING_KNOWN, labels: new Set(direct) };
}

/** @param {Value} value */
function isConstant({ literals, taints, identity, secret, calls }) {
  return literals.size > 0 && taints.size === 0 && !identity && !secret && calls.size === 0;
}

/** @param {Value} value */
function isMissing(value) {
  return isConstant(value) && [...value.literals].every((it) => MISSING.has(it));
}

/** @param {Value} value @param {boolean} constant */
function isOnly(value, constant) {
  return isConstant(value) && value.literals.size === 1 && value.literals.has(constant);
}
