/** @typedef {import('./values.mjs').WixCall} WixCall */

/**
 * What is known about the caller at a place of the code.
 *
 * @typedef {object} Facts
 * @property {boolean} impossible No run reaches the place, such as the code after a function that always throws.
 * @property {boolean} role The caller's identity was compared with something other than the caller's arguments: a role,
 *   a setting, a secret.
 * @property {boolean} login A member is logged in. Says nothing about which record they may use.
 * @property {ReadonlySet<string>} labels The caller's arguments that were compared with the caller's identity, or with a
 *   constant.
 * @property {ReadonlySet<WixCall>} calls The calls whose result was compared with the caller's identity.
 */

/**
 * What a condition says if it holds, and if it does not.
 *
 * @typedef {{ readonly whenTrue: Facts, readonly whenFalse: Facts }} Tests
 */

/** @type {ReadonlySet<never>} */
const NO_ITEMS = new Set();

/** @type {Facts} */
export const NOTHING_KNOWN = {
  impossible: false,
  role: false,
  login: false,
  labels: NO_ITEMS,
  calls: NO_ITEMS,
};
/** @type {Facts} */
const IMPOSSIBLE = { ...NOTHING_KNOWN, impossible: true };
/** @type {Facts} */
export const ROLE = { ...NOTHING_KNOWN, role: true };
/** @type {Facts} */
const LOGIN = { ...NOTHING_KNOWN, login: true };

/** @type {Tests} */
export const NO_TESTS = { whenTrue: NOTHING_KNOWN, whenFalse: NOTHING_KNOWN };
/** @type {Tests} */
export const ALWAYS = { whenTrue: NOTHING_KNOWN, whenFalse: IMPOSSIBLE };
/** @type {Tests} */
export const NEVER = { whenTrue: IMPOSSIBLE, whenFalse: NOTHING_KNOWN };
/** @type {Tests} */
export const LOGGED_IN = { whenTrue: LOGIN, whenFalse: NOTHING_KNOWN };

/**
 * Returns what is known if both hold.
 *
 * @param {Facts} first
 * @param {Facts} second
 * @returns {Facts}
 */
export function both(first, second) {
  if (first === NOTHING_KNOWN || first === second) return second;
  if (second === NOTHING_KNOWN) return first;
  return {
    impossible: first.impossible || second.impossible,
    role: first.role || second.role,
    login: first.login || second.login,
    labels: new Set([...first.labels, ...second.labels]),
    calls: new Set([...first.calls, ...second.calls]),
  };
}

/**
 * Returns what is known if one of them holds.
 *
 * @param {Facts} first
 * @param {Facts} second
 * @returns {Facts}
 */
export function either(first, second) {
  if (first.impossible || first === second) return second;
  if (second.impossible) return first;
  return {
    impossible: false,
    role: first.role && second.role,
    login: first.login && second.login,
    labels: new Set([...first.labels].filter((it) => covers(second.labels, it))),
    calls: new Set([...first.calls].filter((it) => second.calls.has(it))),
  };
}

/**
 * Returns the tests of `!condition`.
 *
 * @param {Tests} tests
 * @returns {Tests}
 */
export function not({ whenTrue, whenFalse }) {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}

/**
 * Returns whether a label, or an object that it is a part of, is in a set: `options` covers `options.memberId`.
 *
 * @param {ReadonlySet<string>} labels
 * @param {string} label
 */
export function covers(labels, label) {
  if (labels.has(label)) return true;
  return [...labels].some((it) => label.startsWith(`${it}.`));
}
