import { either } from './facts.mjs';

/** @typedef {import('typescript').Node} Node */
/** @typedef {import('./facts.mjs').Facts} Facts */
/** @typedef {import('./facts.mjs').Tests} Tests */
/** @typedef {import('./scope.mjs').Scope} Scope */
/** @typedef {import('./values.mjs').Call} Call */
/** @typedef {import('./values.mjs').SiteFunction} SiteFunction */
/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').WixCall} WixCall */

/**
 * A function call that is being followed: what it returned, and what was known then.
 *
 * @typedef {{ readonly node: Node, readonly returned: Value[], readonly exits: Facts[], jumps: boolean }} Frame
 */

/**
 * Follows the code of a site: evaluates it with every value that its variables may have. The parts of the audit call
 * each other through it.
 *
 * @typedef {object} Machine
 * @property {Facts} state What is known about the caller at the current place.
 * @property {number} depth The depth of branches that may not run.
 * @property {number} loops The number of loops around the current place.
 * @property {readonly Node[]} stack The calls on the way to the current place.
 * @property {readonly Frame[]} frames The functions on the way, the current one last.
 * @property {number} budget How many more calls are followed.
 * @property {number} oldestChange The lowest serial number of an object or scope that was changed.
 * @property {number} entrySerial What has a lower serial number was created by modules, not by the entry point.
 * @property {import('./signature.mjs').Results} results
 * @property {(() => void)[]} undo What undoes the changes of an entry point to the state of modules.
 * @property {WixCall[]} elevatedCalls The elevated calls that were found.
 * @property {(node: Node, message: string) => void} reportUnknown Reports a flow that cannot be followed.
 * @property {(node: import('typescript').Expression, scope: Scope) => Value} evaluate
 * @property {(node: import('typescript').Node, scope: Scope) => boolean} execute Returns whether the statement can
 *   complete: not if it returns, throws or jumps.
 * @property {(callee: Value, call: Call) => Value} call
 * @property {(callee: Value, call: Call) => Value} construct
 * @property {(callee: SiteFunction, call: Call) => Value} callFunction
 * @property {(name: import('typescript').BindingName, value: Value, scope: Scope) => void} bind
 * @property {(specifier: string, from: string) => (name: string) => Value} importModule
 */

/**
 * Runs code that may not run, such as a callback.
 *
 * @template Result
 * @param {Machine} machine
 * @param {() => Result} run
 * @returns {Result}
 */
export function inBranch(machine, run) {
  const before = machine.state;
  machine.depth += 1;
  const result = run();
  machine.depth -= 1;
  machine.state = before;
  return result;
}

/**
 * A branch: what is known in it, and its code, which returns whether it can complete.
 *
 * @typedef {{ readonly facts: Facts, readonly run: () => boolean }} Branch
 */

/**
 * Runs one of these branches. Afterwards is known what all branches that complete have in common.
 *
 * @param {Machine} machine
 * @param {readonly Branch[]} branches
 * @param {(known: Facts, facts: Facts) => Facts} both
 * @returns {readonly boolean[]} Whether each can complete.
 */
export function runBranches(machine, branches, both) {
  const before = machine.state;
  machine.depth += 1;
  const ends = branches.map(({ facts, run }) => {
    machine.state = facts.impossible ? before : both(before, facts);
    const completes = run();
    return { completes, state: machine.state };
  });
  machine.depth -= 1;
  const [first, ...others] = ends.filter(({ completes }) => completes).map(({ state }) => state);
  machine.state = first === undefined ? before : others.reduce(either, first);
  return ends.map(({ completes }) => completes);
}
