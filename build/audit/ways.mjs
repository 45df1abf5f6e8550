import { argumentNames } from './entry-points.mjs';
import { resetMachine } from './follow.mjs';
import { onlyReads } from './roles.mjs';
import { lineAt, pathOf } from './site.mjs';
import { argument, UNDEFINED } from './values.mjs';

/** @typedef {import('typescript').Node} Node */
/** @typedef {import('./entry-points.mjs').EntryPoint} EntryPoint */
/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./values.mjs').WixCall} WixCall */

/** @typedef {{ readonly file: string, readonly line: number }} Place */

/**
 * A way from a function that pages can call to an elevated call.
 *
 * @typedef {object} Way
 * @property {Place & { readonly kind: string, readonly name: string, readonly permission: string }} from
 * @property {readonly Place[]} via The calls between, in order.
 * @property {Place & { readonly name: string, readonly module: string }} to
 * @property {readonly string[]} selects The caller's arguments that select a record or a person.
 * @property {readonly string[]} content The caller's arguments that are written, or sent as a message.
 * @property {readonly string[]} guards What stands between, in words.
 * @property {readonly string[]} unguarded Those of `selects` that nothing stands before.
 */

/**
 * @typedef {'caller-selects' | 'caller-options' | 'unknown-permission' | 'unknown-flow' | 'syntax' | 'no-reason' |
 *   'unused-comment'} FindingKind
 */

/**
 * What has to be changed, or explained.
 *
 * @typedef {Place & { readonly kind: FindingKind, readonly message: string, readonly entry?: string, readonly labels?: readonly string[] }} Finding
 */

/** A finding, and the nodes at which a comment allows it. @typedef {{ readonly finding: Finding, readonly at: readonly Node[] }} Located */

/** @typedef {{ readonly way: Way, readonly calls: readonly WixCall[] }} Followed */

/**
 * Follows an entry point with arguments that the caller chooses.
 *
 * @param {Machine} machine
 * @param {EntryPoint} entry
 * @returns {readonly Followed[]} Its ways, one for each elevated call in the code and each way to it.
 */
export function followEntry(machine, entry) {
  resetMachine(machine);
  const args = argumentNames(entry.handler).map(argument);
  const node = entry.node;
  machine.call(entry.handler, { node, self: UNDEFINED, args, rest: argument('arguments') });
  /** @type {Map<string, WixCall[]>} */
  const byPlace = new Map();
  for (const call of machine.elevatedCalls) {
    const key = call.stack.map((it) => `${it.getSourceFile().fileName}:${it.pos}`).join(' ');
    byPlace.set(key, [...(byPlace.get(key) ?? []), call]);
  }
  return [...byPlace.values()].flatMap((calls) => {
    const [first] = calls;
    return first === undefined ? [] : [{ way: toWay(entry, first, calls), calls }];
  });
}

/** @param {EntryPoint} entry @param {WixCall} first @param {readonly WixCall[]} calls @returns {Way} */
function toWay(entry, first, calls) {
  const inputs = calls.flatMap((call) =>
    call.inputs.map((it) => ({ ...it, guard: it.guard ?? guardOf(call) })),
  );
  const selecting = inputs.filter((it) => it.selects);
  const unguarded = labelsOf(selecting.filter(({ guard }) => guard === undefined));
  return {
    from: {
      kind: entry.kind,
      name: entry.name,
      permission: entry.permission,
      ...placeOf(entry.node),
    },
    via: first.stack.slice(1, -1).map(placeOf),
    to: { name: first.name, module: first.module, ...placeOf(first.node) },
    selects: labelsOf(selecting),
    content: labelsOf(inputs.filter((it) => !it.selects)),
    guards: [...new Set(selecting.flatMap(({ guard }) => (guard === undefined ? [] : [guard])))],
    unguarded,
  };
}

/** Returns what stands between a call and its result. @param {WixCall} call */
function guardOf(call) {
  if (call.scoped) return "a query for the caller's own records";
  return call.checks.size >= call.uses && onlyReads(call.name)
    ? "a comparison of what it read with the caller's identity"
    : undefined;
}

/** @param {readonly { readonly label: string }[]} inputs */
function labelsOf(inputs) {
  return [...new Set(inputs.map(({ label }) => label))].sort();
}

/**
 * Returns the findings of an entry point.
 *
 * @param {EntryPoint} entry
 * @param {readonly Followed[]} followed
 * @returns {readonly Located[]}
 */
export function findingsOf(entry, followed) {
  const { name, permission } = entry;
  /** @type {Located[]} */
  const located = [];
  if (entry.handler.callables.size === 0) {
    located.push({
      finding: {
        kind: 'unknown-flow',
        ...placeOf(entry.node),
        message: `${name}: it is not known which function this is`,
        entry: name,
      },
      at: [entry.node],
    });
  }
  if (permission === 'Admin') return located;
  if (permission === 'unknown') {
    located.push({
      finding: {
        kind: 'unknown-permission',
        ...placeOf(entry.node),
        message: `${name}: it is not known who may call it; expected Permissions.Anyone, SiteMember or Admin`,
        entry: name,
      },
      at: [entry.node],
    });
  }
  for (const { way, calls } of followed) {
    const { file, line } = way.to;
    const target = toName(way);
    const at = calls.flatMap(({ node, stack }) => [node, ...stack]);
    const who = permission === 'SiteMember' ? 'any member' : 'anyone';
    if (way.unguarded.length > 0) {
      const message = `${name} (${permission}): ${who} chooses ${way.unguarded.join(', ')} of ${target}, which is elevated`;
      located.push({
        finding: {
          kind: 'caller-selects',
          file,
          line,
          message,
          entry: name,
          labels: way.unguarded,
        },
        at,
      });
    }
    if (calls.some((it) => it.callerOptions)) {
      const message = `${name} (${permission}): ${who} chooses the options of ${target}, and with them suppressAuth`;
      located.push({ finding: { kind: 'caller-options', file, line, message, entry: name }, at });
    }
  }
  return located;
}

/** Returns the name of an elevated call, with its module. @param {Way} way */
export function toName({ to }) {
  return to.module === '' ? to.name : `${to.name} (${to.module})`;
}

/** @param {Node} node @returns {Place} */
export function placeOf(node) {
  const source = node.getSourceFile();
  return { file: pathOf(source), line: lineAt(source, node.getStart(source)) };
}
