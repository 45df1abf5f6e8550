import ts from 'typescript';
import { callExternal, constructExternal } from './builtins.mjs';
import { evaluateExpression, closure } from './expressions.mjs';
import { NOTHING_KNOWN } from './facts.mjs';
import { bindPattern, classValue, constructObject, followCall } from './functions.mjs';
import { Scope } from './scope.mjs';
import { Results } from './signature.mjs';
import { isOwnImport, pathOf, resolveImport } from './site.mjs';
import { executeAll, executeStatement } from './statements.mjs';
import {
  callableValue,
  createEntity,
  EMPTY,
  entityValue,
  external,
  join,
  startEntry,
  UNDEFINED,
} from './values.mjs';
import { callWix } from './wix-calls.mjs';
import { isWixModule } from './wix-modules.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./values.mjs').Call} Call */
/** @typedef {import('./values.mjs').Callable} Callable */
/** @typedef {import('./values.mjs').Value} Value */

/** What a module of the site exports, by name. @typedef {{ readonly read: (name: string) => Value, readonly names: () => readonly string[] }} Module */

/** How many calls of one entry point are followed. */
const BUDGET = 50_000;

/**
 * Creates what follows the code of a site. Every module is run once, when it is first imported.
 *
 * @param {Site} site
 * @param {(node: ts.Node, message: string) => void} reportUnknown
 */
export function createMachine(site, reportUnknown) {
  /** @type {Map<string, Module>} */
  const modules = new Map();
  /** @type {Machine} */
  const machine = {
    state: NOTHING_KNOWN,
    depth: 0,
    loops: 0,
    stack: [],
    frames: [],
    budget: BUDGET,
    oldestChange: Infinity,
    entrySerial: 0,
    results: new Results(),
    undo: [],
    elevatedCalls: [],
    reportUnknown,
    evaluate: (node, scope) => evaluateExpression(machine, node, scope),
    execute: (node, scope) => executeStatement(machine, node, scope),
    call: (callee, call) => join([...callee.callables].map((it) => callOne(machine, it, call))),
    construct: (callee, call) =>
      join([...callee.callables].map((it) => constructOne(machine, it, call))),
    callFunction: (callee, call) => followCall(machine, callee, call),
    bind: (name, value, scope) => bindPattern(machine, name, value, scope),
    importModule,
  };

  /** @param {string} specifier @param {string} from */
  function importModule(specifier, from) {
    if (isWixModule(specifier)) return (/** @type {string} */ name) => wixExport(specifier, name);
    if (!isOwnImport(specifier)) {
      return (/** @type {string} */ name) => external(nameOf(specifier, name));
    }
    const file = resolveImport(site, specifier, from);
    if (file === undefined) {
      return (/** @type {string} */ name) =>
        callableValue({ kind: 'external', name: nameOf(specifier, name), missing: true });
    }
    const module = load(file);
    return (/** @type {string} */ name) => module.read(name);
  }

  /** @param {string} file @returns {Module} */
  function load(file) {
    const known = modules.get(file);
    if (known !== undefined) return known;
    const source = site.files.get(file);
    if (source === undefined) throw new Error(`${file} was not read`);
    const { state, depth, loops, stack, frames } = machine;
    Object.assign(machine, { state: NOTHING_KNOWN, depth: 0, loops: 0, stack: [], frames: [] });
    const module = runModule(machine, source, (it) => modules.set(file, it));
    Object.assign(machine, { state, depth, loops, stack, frames });
    return module;
  }

  return { machine, load };
}

/**
 * Prepares to follow an entry point.
 *
 * @param {Machine} machine
 */
export function resetMachine(machine) {
  machine.state = NOTHING_KNOWN;
  machine.depth = 0;
  machine.budget = BUDGET;
  machine.elevatedCalls = [];
  for (const undo of machine.undo.reverse()) undo();
  machine.undo = [];
  machine.results = new Results();
  machine.oldestChange = Infinity;
  machine.entrySerial = startEntry();
}

/** @param {Machine} machine @param {Callable} callee @param {Call} call @returns {Value} */
function callOne(machine, callee, call) {
  switch (callee.kind) {
    case 'function':
      return machine.callFunction(callee, call);
    case 'native':
      return callee.run(call);
    case 'web-method':
      return machine.call(callee.handler, call);
    case 'wix':
      return callWix(machine, callee, call);
    case 'external':
      return callExternal(machine, callee, call);
    default:
      return EMPTY;
  }
}

/** @param {Machine} machine @param {Callable} callee @param {Call} call @returns {Value} */
function constructOne(machine, callee, call) {
  switch (callee.kind) {
    case 'class':
      return constructObject(machine, callee, call);
    case 'external':
      return constructExternal(machine, callee, call);
    case 'function': {
      const self = entityValue(createEntity(machine.depth));
      machine.callFunction(callee, { ...call, self });
      return self;
    }
    default:
      return callOne(machine, callee, call);
  }
}

/** @param {string} module @param {string} name @returns {Value} */
function wixExport(module, name) {
  const isWhole = name === 'default' || name === '*';
  return callableValue({ kind: 'wix', module, name: isWhole ? '' : name, elevated: false });
}

/** @param {string} specifier @param {string} name */
function nameOf(specifier, name) {
  return name === 'default' || name === '*' ? specifier : `${specifier}.${name}`;
}

/**
 * Runs the statements of a module.
 *
 * @param {Machine} machine
 * @param {ts.SourceFile} source
 * @param {(module: Module) => void} onStart Is given the module before it runs: modules import each other.
 * @returns {Module}
 */
function runModule(machine, source, onStart) {
  const scope = new Scope(undefined, 0);
  /** @type {Map<string, () => Value>} */
  const exported = new Map();
  /** @type {((name: string) => Value)[]} */
  const stars = [];
  /** @type {Module} */
  const module = {
    names: () => [...exported.keys()],
    read(name) {
      if (name === '*') return namespace(exported, machine.depth);
      const known = exported.get(name)?.();
      if (known !== undefined) return known;
      return join(stars.map((it) => it(name)));
    },
  };
  onStart(module);
  for (const it of source.statements) {
    if (ts.isImportDeclaration(it)) declareImports(machine, it, scope);
    else if (ts.isExportDeclaration(it)) addExports(machine, it, { scope, exported, stars });
    else if (ts.isExportAssignment(it)) {
      exported.set('default', () => machine.evaluate(it.expression, scope));
    } else if (isExported(it)) {
      for (const { name, local } of declaredNames(it)) {
        exported.set(name, () => scope.read(local) ?? UNDEFINED);
      }
    }
  }
  for (const it of source.statements) {
    if (ts.isFunctionDeclaration(it)) scope.declare(it.name?.text ?? 'default', closure(it, scope));
    if (ts.isClassDeclaration(it)) {
      scope.declare(it.name?.text ?? 'default', classValue(machine, it, scope));
    }
  }
  // A statement that throws, in a branch, does not end the module.
  for (const it of source.statements) executeAll(machine, [it], scope);
  return module;
}

/** @param {ReadonlyMap<string, () => Value>} exported @param {number} depth */
function namespace(exported, depth) {
  const fields = new Map([...exported].map(([name, read]) => [name, read()]));
  return entityValue(createEntity(depth, { fields }));
}

/** @param {Machine} machine @param {ts.ImportDeclaration} node @param {Scope} scope */
function declareImports(machine, node, scope) {
  const clause = node.importClause;
  if (!ts.isStringLiteral(node.moduleSpecifier) || clause === undefined) return;
  const specifier = node.moduleSpecifier.text;
  if (specifier.endsWith('.json')) return;
  const from = pathOf(node.getSourceFile());
  const read = machine.importModule(specifier, from);
  if (clause.name !== undefined) scope.declareImport(clause.name.text, () => read('default'));
  const named = clause.namedBindings;
  if (named === undefined) return;
  if (ts.isNamespaceImport(named)) {
    scope.declareImport(named.name.text, () => read('*'));
    return;
  }
  for (const { name, propertyName } of named.elements) {
    scope.declareImport(name.text, () => read((propertyName ?? name).text));
  }
}

/** @param {Machine} machine @param {ts.ExportDeclaration} node @param {{ scope: Scope, exported: Map<string, () => Value>, stars: ((name: string) => Value)[] }} module */
function addExports(machine, node, { scope, exported, stars }) {
  const { moduleSpecifier, exportClause } = node;
  const read =
    moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)
      ? machine.importModule(moduleSpecifier.text, pathOf(node.getSourceFile()))
      : undefined;
  if (exportClause === undefined) {
    if (read !== undefined) stars.push(read);
  } else if (ts.isNamespaceExport(exportClause)) {
    if (read !== undefined) exported.set(exportClause.name.text, () => read('*'));
  } else {
    for (const { name, propertyName } of exportClause.elements) {
      const local = (propertyName ?? name).text;
      exported.set(name.text, () => (read ? read(local) : (scope.read(local) ?? UNDEFINED)));
    }
  }
}

/** @param {ts.Statement} node */
function isExported(node) {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some((it) => it.kind === ts.SyntaxKind.ExportKeyword) === true;
}

/** @param {ts.Statement} node @returns {readonly { readonly name: string, readonly local: string }[]} */
function declaredNames(node) {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) =>
      namesIn(name).map((it) => ({ name: it, local: it })),
    );
  }
  if (!ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node)) return [];
  const isDefault = node.modifiers?.some((it) => it.kind === ts.SyntaxKind.DefaultKeyword) === true;
  const local = node.name?.text ?? 'default';
  return [{ name: isDefault ? 'default' : local, local }];
}

/** @param {ts.BindingName} name @returns {readonly string[]} */
function namesIn(name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((it) => (ts.isOmittedExpression(it) ? [] : namesIn(it.name)));
}
