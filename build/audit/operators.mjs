import ts from 'typescript';
import { property, setProperty } from './access.mjs';
import { and, equality, greater } from './conditions.mjs';
import { both, not, NOTHING_KNOWN } from './facts.mjs';
import { inBranch, runBranches } from './machine.mjs';
import { compute, join, PLAIN } from './values.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./scope.mjs').Scope} Scope */
/** @typedef {import('./values.mjs').Value} Value */

const { SyntaxKind } = ts;

/** Operators whose result says something, as a condition. @type {ReadonlyMap<ts.SyntaxKind, (a: Value, b: Value) => import('./facts.mjs').Tests>} */
const COMPARISONS = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, equality],
  [SyntaxKind.EqualsEqualsToken, equality],
  [SyntaxKind.ExclamationEqualsEqualsToken, (a, b) => not(equality(a, b))],
  [SyntaxKind.ExclamationEqualsToken, (a, b) => not(equality(a, b))],
  [SyntaxKind.GreaterThanToken, greater],
  [SyntaxKind.GreaterThanEqualsToken, greater],
  [SyntaxKind.LessThanToken, (a, b) => greater(b, a)],
  [SyntaxKind.LessThanEqualsToken, (a, b) => greater(b, a)],
]);

/** Returns what `condition ? a : b` may be. @param {Machine} machine @param {ts.ConditionalExpression} node @param {Scope} scope */
export function evaluateConditional(machine, node, scope) {
  const { tests } = machine.evaluate(node.condition, scope);
  /** @type {Value[]} */
  const values = [];
  /** @type {(facts: import('./facts.mjs').Facts, side: ts.Expression) => import('./machine.mjs').Branch} */
  const branch = (facts, side) => ({
    facts,
    run() {
      const value = machine.evaluate(side, scope);
      const whenTrue = both(value.tests.whenTrue, facts.impossible ? NOTHING_KNOWN : facts);
      values.push({ ...value, tests: { ...value.tests, whenTrue } });
      return true;
    },
  });
  const sides = [branch(tests.whenTrue, node.whenTrue), branch(tests.whenFalse, node.whenFalse)];
  runBranches(machine, sides, both);
  return join(values);
}

/** Returns what `a && b`, `a === b`, `a + b` or `a = b` may be. @param {Machine} machine @param {ts.BinaryExpression} node @param {Scope} scope @returns {Value} */
export function evaluateBinary(machine, node, scope) {
  const { left, right } = node;
  const operator = node.operatorToken.kind;
  if (operator === SyntaxKind.EqualsToken) {
    const value = machine.evaluate(right, scope);
    assign(machine, left, value, scope);
    return value;
  }
  const a = machine.evaluate(left, scope);
  const logical = logicalOf(operator);
  if (logical !== undefined) {
    const facts = logical === '&&' ? a.tests.whenTrue : a.tests.whenFalse;
    const b = inBranch(machine, () => {
      machine.state = facts.impossible ? machine.state : both(machine.state, facts);
      return machine.evaluate(right, scope);
    });
    const tests = logical === '&&' ? and(a.tests, b.tests) : not(and(not(a.tests), not(b.tests)));
    const value = { ...join([a, b]), tests };
    if (operator !== SyntaxKind.BarBarToken && isAssignment(operator)) {
      assign(machine, left, value, scope);
    }
    return value;
  }
  const b = machine.evaluate(right, scope);
  const compare = COMPARISONS.get(operator);
  if (compare !== undefined) return { ...compute([a, b]), tests: compare(a, b) };
  if (operator === SyntaxKind.CommaToken) return b;
  const value = operator === SyntaxKind.InstanceOfKeyword ? PLAIN : compute([a, b]);
  if (isAssignment(operator)) assign(machine, left, value, scope);
  return value;
}

/** @param {ts.SyntaxKind} operator */
function isAssignment(operator) {
  return operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment;
}

/** @param {ts.SyntaxKind} operator */
function logicalOf(operator) {
  switch (operator) {
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.AmpersandAmpersandEqualsToken:
      return '&&';
    case SyntaxKind.BarBarToken:
    case SyntaxKind.BarBarEqualsToken:
    case SyntaxKind.QuestionQuestionToken:
    case SyntaxKind.QuestionQuestionEqualsToken:
      return '||';
    default:
      return undefined;
  }
}

/**
 * Assigns a variable, a property or a pattern.
 *
 * @param {Machine} machine
 * @param {ts.Expression} target
 * @param {Value} value
 * @param {Scope} scope
 */
export function assign(machine, target, value, scope) {
  if (ts.isIdentifier(target)) scope.assign(target.text, value, machine);
  else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const object = machine.evaluate(target.expression, scope);
    setProperty(object, keyOf(machine, target, scope), value, machine);
  } else if (ts.isParenthesizedExpression(target)) assign(machine, target.expression, value, scope);
  else if (ts.isArrayLiteralExpression(target)) {
    target.elements.forEach((it, index) =>
      assign(machine, it, property(value, String(index)), scope),
    );
  } else if (ts.isObjectLiteralExpression(target)) {
    for (const it of target.properties) {
      if (ts.isShorthandPropertyAssignment(it)) {
        assign(machine, it.name, property(value, it.name.text), scope);
      } else if (ts.isPropertyAssignment(it) && !ts.isComputedPropertyName(it.name)) {
        assign(machine, it.initializer, property(value, it.name.text), scope);
      }
    }
  }
}

/**
 * Returns the name of a property; `undefined` if it is computed.
 *
 * @param {Machine} machine
 * @param {ts.PropertyAccessExpression | ts.ElementAccessExpression} node
 * @param {Scope} scope
 */
export function keyOf(machine, node, scope) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return toKey(machine.evaluate(node.argumentExpression, scope));
}

/** Returns the name of a property that a value is; `undefined` if it is not known. @param {Value} value */
export function toKey({ literals, taints }) {
  const [key] = literals;
  const isKnown = literals.size === 1 && taints.size === 0 && key !== undefined && key !== null;
  return isKnown ? String(key) : undefined;
}
