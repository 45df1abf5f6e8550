import ts from 'typescript';
import { property, setProperty } from './access.mjs';
import { callMethod, spreadOf } from './builtins.mjs';
import { NO_TESTS, not } from './facts.mjs';
import { evaluateBinary, evaluateConditional, keyOf, toKey } from './operators.mjs';
import { pathOf } from './site.mjs';
import {
  arrayOf,
  awaited,
  callableValue,
  compute,
  createEntity,
  EMPTY,
  entityValue,
  external,
  flatten,
  join,
  literal,
  PLAIN,
  UNDEFINED,
} from './values.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./scope.mjs').Scope} Scope */
/** @typedef {import('./values.mjs').Value} Value */

const { SyntaxKind } = ts;

/**
 * Returns what an expression may be.
 *
 * @param {Machine} machine
 * @param {ts.Expression} node
 * @param {Scope} scope
 * @returns {Value}
 */
export function evaluateExpression(machine, node, scope) {
  if (ts.isIdentifier(node)) return readVariable(node.text, scope);
  if (ts.isStringLiteralLike(node)) return literal(node.text);
  if (ts.isNumericLiteral(node)) return literal(Number(node.text));
  if (ts.isCallExpression(node)) return evaluateCall(machine, node, scope);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return property(machine.evaluate(node.expression, scope), keyOf(machine, node, scope));
  }
  if (ts.isAwaitExpression(node)) return awaited(machine.evaluate(node.expression, scope));
  if (ts.isObjectLiteralExpression(node)) return evaluateObject(machine, node, scope);
  if (ts.isArrayLiteralExpression(node)) {
    const { args, rest } = evaluateArguments(machine, node.elements, scope);
    return arrayOf(args, rest, machine.depth);
  }
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return closure(node, scope);
  if (ts.isBinaryExpression(node)) return evaluateBinary(machine, node, scope);
  if (ts.isConditionalExpression(node)) return evaluateConditional(machine, node, scope);
  if (ts.isTemplateExpression(node)) {
    return compute(node.templateSpans.map((it) => machine.evaluate(it.expression, scope)));
  }
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  ) {
    return machine.evaluate(node.expression, scope);
  }
  return evaluateRare(machine, node, scope);
}

/** @param {Machine} machine @param {ts.Expression} node @param {Scope} scope @returns {Value} */
function evaluateRare(machine, node, scope) {
  switch (node.kind) {
    case SyntaxKind.TrueKeyword:
      return literal(true);
    case SyntaxKind.FalseKeyword:
      return literal(false);
    case SyntaxKind.NullKeyword:
      return literal(null);
    case SyntaxKind.ThisKeyword:
      return scope.read('this') ?? UNDEFINED;
    case SyntaxKind.SuperKeyword:
      return scope.read('super') ?? EMPTY;
    default:
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const operand = machine.evaluate(node.operand, scope);
    if (node.operator === SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) {
      return literal(-Number(node.operand.text));
    }
    const tests = node.operator === SyntaxKind.ExclamationToken ? not(operand.tests) : NO_TESTS;
    return { ...compute([operand]), tests };
  }
  if (ts.isPostfixUnaryExpression(node)) return compute([machine.evaluate(node.operand, scope)]);
  if (ts.isNewExpression(node)) {
    const callee = machine.evaluate(node.expression, scope);
    const given = evaluateArguments(machine, node.arguments ?? [], scope);
    return machine.construct(callee, { node, self: UNDEFINED, ...given });
  }
  if (ts.isTaggedTemplateExpression(node)) {
    const { template } = node;
    const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
    const args = [PLAIN, ...spans.map((it) => machine.evaluate(it.expression, scope))];
    const callee = machine.evaluate(node.tag, scope);
    return machine.call(callee, { node, self: UNDEFINED, args, rest: EMPTY });
  }
  if (ts.isYieldExpression(node)) {
    const value = node.expression ? machine.evaluate(node.expression, scope) : UNDEFINED;
    machine.frames.at(-1)?.returned.push(arrayOf([], value, machine.depth));
    return PLAIN;
  }
  if (ts.isClassExpression(node)) {
    machine.execute(node, scope);
    return scope.functions.get(node) ?? EMPTY;
  }
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node) || ts.isDeleteExpression(node)) {
    machine.evaluate(node.expression, scope);
    return PLAIN;
  }
  return PLAIN;
}

/** @param {string} name @param {Scope} scope */
function readVariable(name, scope) {
  if (name === 'undefined') return UNDEFINED;
  return scope.read(name) ?? external(name.replace(/^(?:globalThis|window|self)$/, ''));
}

/**
 * Returns a function with the variables around it.
 *
 * @param {ts.SignatureDeclaration} node
 * @param {Scope} scope
 * @returns {Value}
 */
export function closure(node, scope) {
  const known = scope.functions.get(node);
  if (known !== undefined) return known;
  const value = callableValue({ kind: 'function', node, scope });
  scope.functions.set(node, value);
  return value;
}

/** @param {Machine} machine @param {ts.CallExpression} node @param {Scope} scope @returns {Value} */
function evaluateCall(machine, node, scope) {
  const { expression } = node;
  if (expression.kind === SyntaxKind.ImportKeyword) return importDynamically(machine, node, scope);
  const isMember =
    ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression);
  const self = isMember ? machine.evaluate(expression.expression, scope) : UNDEFINED;
  const key = isMember ? keyOf(machine, expression, scope) : undefined;
  const callee = isMember ? property(self, key) : machine.evaluate(expression, scope);
  const given = evaluateArguments(machine, node.arguments, scope);
  const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
  if (isRequire && scope.read('require') === undefined) {
    return importDynamically(machine, node, scope);
  }
  const call = { node, self: ts.isIdentifier(expression) ? UNDEFINED : self, ...given };
  if (expression.kind === SyntaxKind.SuperKeyword) {
    return machine.construct(callee, { ...call, self: scope.read('this') ?? UNDEFINED });
  }
  if (!isMember) return callOrReport(machine, callee, call);
  const settles = key === 'then' || key === 'catch' || key === 'finally';
  if (self.chains.size > 0 && settles) return callMethod(machine, key, call);
  if (callee.callables.size === 0) return callMissing(machine, key, call);
  const result = machine.call(callee, call);
  // What is not a call to Wix may be a method of data.
  const isMixed = self.taints.size > 0 && self.chains.size === 0 && key !== undefined;
  return isMixed ? join([result, callMethod(machine, key, call)]) : result;
}

/** Calls a method that is no function of the site: one of the language. @param {Machine} machine @param {string | undefined} key @param {import('./values.mjs').Call} call */
function callMissing(machine, key, call) {
  if (key !== undefined) return callMethod(machine, key, call);
  return callOrReport(machine, EMPTY, call);
}

/** @param {Machine} machine @param {Value} callee @param {import('./values.mjs').Call} call */
function callOrReport(machine, callee, call) {
  if (callee.callables.size > 0) return machine.call(callee, call);
  // An option that the site does not give, such as a hook.
  if (callee.literals.size > 0) return UNDEFINED;
  const given = flatten(join([...call.args, call.rest]));
  if (given.taints.size > 0) {
    machine.reportUnknown(call.node, 'it is not known which function this calls');
  }
  return compute([...call.args, call.rest]);
}

/** @param {Machine} machine @param {ts.CallExpression} node @param {Scope} scope */
function importDynamically(machine, node, scope) {
  const [first] = node.arguments;
  const value = first ? machine.evaluate(first, scope) : EMPTY;
  const specifier = toKey(value);
  if (specifier === undefined) {
    machine.reportUnknown(node, 'it is not known which file this imports');
    return EMPTY;
  }
  return machine.importModule(specifier, pathOf(node.getSourceFile()))('*');
}

/**
 * Returns what the arguments of a call, or the elements of an array, may be.
 *
 * @param {Machine} machine
 * @param {readonly ts.Expression[]} nodes
 * @param {Scope} scope
 */
function evaluateArguments(machine, nodes, scope) {
  /** @type {Value[]} */
  const args = [];
  let rest = EMPTY;
  for (const node of nodes) {
    const isSpread = ts.isSpreadElement(node);
    const value = machine.evaluate(isSpread ? node.expression : node, scope);
    const added = isSpread ? spreadOf(value) : { args: [value], rest: EMPTY };
    // After a spread of unknown length, the positions of the others are unknown.
    if (rest === EMPTY) args.push(...added.args);
    else rest = join([rest, ...added.args]);
    rest = join([rest, added.rest]);
  }
  return { args, rest };
}

/** @param {Machine} machine @param {ts.ObjectLiteralExpression} node @param {Scope} scope */
function evaluateObject(machine, node, scope) {
  const entity = createEntity(machine.depth);
  const object = entityValue(entity);
  for (const it of node.properties) {
    if (ts.isSpreadAssignment(it)) {
      spreadInto(entity, machine.evaluate(it.expression, scope));
      continue;
    }
    const key = ts.isComputedPropertyName(it.name)
      ? toKey(machine.evaluate(it.name.expression, scope))
      : it.name.text;
    setProperty(object, key, evaluateField(machine, it, scope), machine);
  }
  return object;
}

/** @param {Machine} machine @param {Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>} node @param {Scope} scope */
function evaluateField(machine, node, scope) {
  if (ts.isPropertyAssignment(node)) return machine.evaluate(node.initializer, scope);
  if (ts.isShorthandPropertyAssignment(node)) return readVariable(node.name.text, scope);
  const method = closure(node, scope);
  if (!ts.isGetAccessor(node)) return method;
  return machine.call(method, { node, self: UNDEFINED, args: [], rest: EMPTY });
}

/** Adds the fields of an object to another one, after which they replace its own. @param {import('./values.mjs').Entity} entity @param {Value} value */
function spreadInto(entity, value) {
  const isKnown = value.entities.size === 1;
  for (const { fields } of value.entities) {
    for (const [key, field] of fields) {
      const known = isKnown ? EMPTY : (entity.fields.get(key) ?? EMPTY);
      entity.fields.set(key, join([known, field]));
    }
  }
  entity.spread = join([entity.spread, value]);
}
