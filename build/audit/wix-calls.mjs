import { both, covers, NO_TESTS, NOTHING_KNOWN, LOGGED_IN, ROLE } from './facts.mjs';
import { lastOf, restricts, selects } from './roles.mjs';
import { callableValue, EMPTY, flatten, IDENTITY, join, PLAIN } from './values.mjs';
import { isData, isElevate, isIdentity, isSecret, isWebMethod } from './wix-modules.mjs';

/** @typedef {import('./values.mjs').Call} Call */
/** @typedef {import('./values.mjs').Callable} Callable */
/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').WixCall} WixCall */
/** @typedef {import('./values.mjs').WixReference} WixReference */
/** @typedef {import('./machine.mjs').Machine} Machine */

/**
 * The argument that has the options of methods of Wix Data.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-data/wix-data-options
 */
const OPTIONS = new Map([
  ['find', 0],
  ['count', 0],
  ['run', 0],
  ['distinct', 1],
  ['truncate', 1],
  ['insertReference', 4],
  ['isReferenced', 4],
  ['queryReferenced', 3],
  ['removeReference', 4],
  ['replaceReferences', 4],
]);

/**
 * Calls a member of a module of Wix.
 *
 * @param {Machine} machine
 * @param {WixReference} reference
 * @param {Call} call
 * @returns {Value}
 */
export function callWix(machine, reference, call) {
  const { module, name } = reference;
  const [first = call.rest, second = call.rest] = call.args;
  if (isElevate(module, name)) return elevate(machine, first, call);
  if (isWebMethod(module, name)) {
    return callableValue({ kind: 'web-method', permission: first, handler: second });
  }
  const wixCall = reference.call ?? startCall(machine, reference, call);
  addInputs(machine, wixCall, lastOf(name), call);
  const options = readOptions(module, lastOf(name), call);
  if (options === 'caller') wixCall.callerOptions = true;
  if (reference.elevated || options !== 'none') markElevated(machine, wixCall);
  if (isIdentity(module, name)) return { ...IDENTITY };
  if (isSecret(module, name)) return { ...PLAIN, secret: true };
  return resultOf(wixCall, reference, call);
}

/** @param {Machine} machine @param {WixReference} reference @param {Call} call @returns {WixCall} */
function startCall(machine, { module, name }, { node, args }) {
  const collection = [...(args[0]?.literals ?? [])].find((it) => typeof it === 'string');
  return {
    module,
    name,
    collection: isData(module) ? collection : undefined,
    node,
    stack: [...machine.stack, node],
    elevated: false,
    inputs: [],
    scoped: false,
    callerOptions: false,
    uses: 1,
    checks: new Set(),
  };
}

/** @param {Machine} machine @param {WixCall} wixCall */
function markElevated(machine, wixCall) {
  if (wixCall.elevated) return;
  wixCall.elevated = true;
  machine.elevatedCalls.push(wixCall);
}

/**
 * Adds the caller's arguments in the arguments of a call.
 *
 * @param {Machine} machine
 * @param {WixCall} wixCall
 * @param {string} method
 * @param {Call} call
 */
function addInputs(machine, wixCall, method, { args, rest }) {
  const { module } = wixCall;
  const all = rest === EMPTY ? args : [...args, rest];
  all.forEach((arg, index) => {
    if (restricts(method) && index > 0 && isOwn(arg)) wixCall.scoped = true;
    visit(arg, [], (value, path) => {
      if (path.includes('filter') && isOwn(value)) wixCall.scoped = true;
      for (const [label, flow] of value.taints) {
        wixCall.inputs.push({
          label,
          selects: selects({ module, method, index, path, label }),
          guard:
            flow === 'scoped' ? "combined with the caller's identity" : guardOf(machine, label),
        });
      }
    });
  });
}

/** @param {Value} value */
function isOwn(value) {
  const { identity, taints } = flatten(value);
  return identity && taints.size === 0;
}

/** Returns what stands between the caller's argument and the call. @param {Machine} machine @param {string} label */
function guardOf({ state }, label) {
  if (state.role) return "a check of the caller's role or of a secret";
  return covers(state.labels, label)
    ? "a comparison with the caller's identity or constants"
    : undefined;
}

/**
 * @param {Value} value
 * @param {readonly string[]} path
 * @param {(value: Value, path: readonly string[]) => void} each
 * @param {Set<import('./values.mjs').Entity>} [seen]
 */
function visit(value, path, each, seen = new Set()) {
  each(value, path);
  for (const entity of value.entities) {
    if (seen.has(entity)) continue;
    seen.add(entity);
    for (const [key, field] of entity.fields) visit(field, [...path, key], each, seen);
    visit(entity.rest, entity.isArray ? [...path, '0'] : [...path, '*'], each, seen);
    visit(entity.spread, path, each, seen);
  }
}

/**
 * Returns whether the options of a call suppress the permissions, or the caller chooses them.
 *
 * @param {string} module
 * @param {string} method
 * @param {Call} call
 * @returns {'suppress' | 'caller' | 'none'}
 */
function readOptions(module, method, { args, rest }) {
  const given = args.flatMap((arg) => [...arg.entities]).map((it) => it.fields.get('suppressAuth'));
  const suppress = given.filter((it) => it !== undefined);
  if (suppress.some((it) => it.literals.has(true))) return 'suppress';
  if (suppress.some((it) => it.taints.size > 0)) return 'caller';
  if (!isData(module)) return 'none';
  const index = OPTIONS.get(method) ?? (/^(?:query|aggregate|filter)$/.test(method) ? 9 : 2);
  const options = args[index] ?? rest;
  const whole = [options, ...[...options.entities].map(({ spread }) => spread)];
  const isFixed = [...options.entities].some((it) => it.fields.has('suppressAuth'));
  const chosen = whole.some((it) => [...it.taints.values()].includes('direct'));
  return chosen && !isFixed && isOptionsMethod(method) ? 'caller' : 'none';
}

/** @param {string} method */
function isOptionsMethod(method) {
  return (
    OPTIONS.has(method) ||
    /^(?:get|insert|save|update|remove|patch|bulk(?:Insert|Save|Update|Remove|Patch|Get))$/.test(
      method,
    )
  );
}

/**
 * Returns an elevated copy of a function.
 *
 * @param {Machine} machine
 * @param {Value} source
 * @param {Call} call
 * @returns {Value}
 */
function elevate(machine, source, call) {
  const copies = [...source.callables].map((it) => elevatedCopy(machine, it));
  if (copies.length > 0) return { ...source, callables: new Set(copies) };
  const name = call.node.getText().slice(0, 80);
  return callableValue({ kind: 'wix', module: '', name, elevated: true });
}

/** @param {Machine} machine @param {Callable} callable @returns {Callable} */
function elevatedCopy(machine, callable) {
  if (callable.kind === 'wix') return { ...callable, elevated: true };
  const name = callable.kind === 'external' ? callable.name : "a function of the site's own";
  /** @type {WixReference} */
  const reference = { kind: 'wix', module: '', name, elevated: true };
  return {
    kind: 'native',
    name,
    run: (call) =>
      join([callWix(machine, reference, call), machine.call(callableValue(callable), call)]),
  };
}

/** @param {WixCall} wixCall @param {WixReference} reference @param {Call} call @returns {Value} */
function resultOf(wixCall, { module, name }, { args }) {
  const labels = wixCall.inputs.filter((it) => it.selects).map(({ label }) => label);
  const identity = wixCall.scoped || args.some((it) => flatten(it).identity);
  /** @type {import('./values.mjs').Flow} */
  const flow = wixCall.scoped ? 'scoped' : 'selected';
  return {
    ...PLAIN,
    taints: new Map(labels.map((label) => [label, flow])),
    identity: identity && labels.length === 0,
    tests: testsOf(wixCall, labels, identity),
    chains: new Set([
      { kind: 'wix', module, name: `${name}()`, elevated: wixCall.elevated, call: wixCall },
    ]),
    calls: new Set([wixCall]),
  };
}

/**
 * Returns what it says that a call has a result: a record that is the caller's own, or their row in a list.
 *
 * @param {WixCall} wixCall
 * @param {readonly string[]} labels
 * @param {boolean} identity
 */
function testsOf(wixCall, labels, identity) {
  if (!identity) return NO_TESTS;
  const isRow = wixCall.scoped || (isData(wixCall.module) && lastOf(wixCall.name) === 'get');
  if (!isRow || wixCall.collection?.startsWith('Members/')) return LOGGED_IN;
  const found = { ...NOTHING_KNOWN, labels: new Set(labels), calls: new Set([wixCall]) };
  return { whenTrue: labels.length === 0 ? both(found, ROLE) : found, whenFalse: NOTHING_KNOWN };
}
