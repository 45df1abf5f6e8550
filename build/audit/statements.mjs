import ts from 'typescript';
import { elementOf } from './access.mjs';
import { equality } from './conditions.mjs';
import { both, NOTHING_KNOWN } from './facts.mjs';
import { closure } from './expressions.mjs';
import { classValue } from './functions.mjs';
import { inBranch, runBranches } from './machine.mjs';
import { assign } from './operators.mjs';
import { onlyReads } from './roles.mjs';
import { Scope } from './scope.mjs';
import { PLAIN, UNDEFINED } from './values.mjs';

/** @typedef {import('./facts.mjs').Tests} Tests */
/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./values.mjs').Value} Value */

/**
 * Runs a statement.
 *
 * @param {Machine} machine
 * @param {ts.Node} node
 * @param {Scope} scope
 * @returns {boolean} Whether it can complete: not if it returns, throws or jumps.
 */
export function executeStatement(machine, node, scope) {
  if (ts.isExpressionStatement(node)) {
    machine.evaluate(node.expression, scope);
    return true;
  }
  if (ts.isVariableStatement(node)) return declare(machine, node.declarationList, scope);
  if (ts.isIfStatement(node)) return executeIf(machine, node, scope);
  if (ts.isReturnStatement(node)) {
    const value = node.expression ? machine.evaluate(node.expression, scope) : UNDEFINED;
    returnValue(machine, value);
    return false;
  }
  if (ts.isThrowStatement(node)) {
    machine.evaluate(node.expression, scope);
    return false;
  }
  if (ts.isBlock(node)) {
    return executeAll(machine, node.statements, new Scope(scope, machine.depth));
  }
  if (ts.isTryStatement(node)) return executeTry(machine, node, scope);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    return executeForEach(machine, node, scope);
  }
  if (ts.isSwitchStatement(node)) return executeSwitch(machine, node, scope);
  if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) {
    const frame = machine.frames.at(-1);
    if (frame !== undefined) frame.jumps = true;
    return false;
  }
  if (ts.isClassLike(node)) {
    const value = classValue(machine, node, scope);
    scope.functions.set(node, value);
    if (node.name !== undefined) scope.declare(node.name.text, value);
    return true;
  }
  if (ts.isLabeledStatement(node)) return machine.execute(node.statement, scope);
  if (ts.isEnumDeclaration(node)) {
    scope.declare(node.name.text, PLAIN);
    return true;
  }
  if (ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) {
    return executeLoop(machine, node, scope);
  }
  return true;
}

/**
 * Records what a function returns, with what is known about the caller then.
 *
 * @param {Machine} machine
 * @param {Value} value
 */
function returnValue(machine, value) {
  const frame = machine.frames.at(-1);
  if (frame === undefined) return;
  const { tests } = value;
  const whenTrue = tests.whenTrue.impossible
    ? tests.whenTrue
    : both(tests.whenTrue, { ...machine.state, impossible: false });
  frame.returned.push({ ...value, tests: { ...tests, whenTrue } });
  frame.exits.push(machine.state);
}

/**
 * Runs statements in order, up to the first one that does not complete.
 *
 * @param {Machine} machine
 * @param {readonly ts.Statement[]} statements
 * @param {Scope} scope
 */
export function executeAll(machine, statements, scope) {
  for (const it of statements) {
    if (ts.isFunctionDeclaration(it) && it.name !== undefined) {
      scope.declare(it.name.text, closure(it, scope));
    }
  }
  return statements.every((it) => machine.execute(it, scope));
}

/** @param {Machine} machine @param {ts.VariableDeclarationList} list @param {Scope} scope */
function declare(machine, list, scope) {
  for (const { name, initializer } of list.declarations) {
    machine.bind(name, initializer ? machine.evaluate(initializer, scope) : UNDEFINED, scope);
  }
  return true;
}

/** @param {Machine} machine @param {ts.IfStatement} node @param {Scope} scope */
function executeIf(machine, node, scope) {
  const { thenStatement, elseStatement } = node;
  const { tests } = machine.evaluate(node.expression, scope);
  const ends = runBranches(
    machine,
    [
      { facts: tests.whenTrue, run: () => machine.execute(thenStatement, scope) },
      {
        facts: tests.whenFalse,
        run: () => elseStatement === undefined || machine.execute(elseStatement, scope),
      },
    ],
    both,
  );
  if (ends.includes(false)) markChecked(tests, node);
  return ends.includes(true);
}

/**
 * Marks the reads whose result was compared with the caller's identity, before the function goes on or returns.
 *
 * @param {Tests} tests
 * @param {ts.Node} node
 */
function markChecked({ whenTrue, whenFalse }, node) {
  for (const call of [...whenTrue.calls, ...whenFalse.calls]) {
    if (onlyReads(call.name)) call.checks.add(node);
  }
}

/** @param {Machine} machine @param {ts.TryStatement} node @param {Scope} scope */
function executeTry(machine, node, scope) {
  const { tryBlock, catchClause, finallyBlock } = node;
  const caught = catchClause?.block;
  const sides = [
    { facts: NOTHING_KNOWN, run: () => machine.execute(tryBlock, scope) },
    ...(caught === undefined
      ? []
      : [
          {
            facts: NOTHING_KNOWN,
            run() {
              const inner = new Scope(scope, machine.depth);
              const name = catchClause?.variableDeclaration?.name;
              if (name !== undefined) machine.bind(name, PLAIN, inner);
              return machine.execute(caught, inner);
            },
          },
        ]),
  ];
  const ends = runBranches(machine, sides, both);
  const completes = finallyBlock === undefined || machine.execute(finallyBlock, scope);
  return completes && ends.includes(true);
}

/** @param {Machine} machine @param {ts.ForOfStatement | ts.ForInStatement} node @param {Scope} scope */
function executeForEach(machine, node, scope) {
  const iterated = machine.evaluate(node.expression, scope);
  const element = ts.isForOfStatement(node) ? elementOf(iterated) : PLAIN;
  return runBody(machine, () => {
    const inner = new Scope(scope, machine.depth);
    const { initializer } = node;
    if (ts.isVariableDeclarationList(initializer)) {
      for (const { name } of initializer.declarations) machine.bind(name, element, inner);
    } else assign(machine, initializer, element, scope);
    return machine.execute(node.statement, inner);
  });
}

/** @param {Machine} machine @param {ts.ForStatement | ts.WhileStatement | ts.DoStatement} node @param {Scope} outer */
function executeLoop(machine, node, outer) {
  const scope = new Scope(outer, machine.depth);
  if (ts.isForStatement(node)) {
    const { initializer } = node;
    if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
      declare(machine, initializer, scope);
    } else if (initializer !== undefined) machine.evaluate(initializer, scope);
  }
  const condition = ts.isForStatement(node) ? node.condition : node.expression;
  runBody(machine, () => {
    if (condition !== undefined) machine.evaluate(condition, scope);
    const completes = machine.execute(node.statement, scope);
    if (ts.isForStatement(node) && node.incrementor) machine.evaluate(node.incrementor, scope);
    return completes;
  });
  return true;
}

/**
 * Runs the body of a loop twice, as a second round sees what the first one assigned. What every round checked is known
 * after it, unless a round may end early.
 *
 * @param {Machine} machine
 * @param {() => boolean} run
 */
function runBody(machine, run) {
  const frame = machine.frames.at(-1);
  const jumped = frame?.jumps === true;
  if (frame !== undefined) frame.jumps = false;
  const before = machine.state;
  machine.depth += 1;
  machine.loops += 1;
  // The second round of the loop around it is a second round of this one.
  if (machine.loops === 1) run();
  const completes = run();
  const after = machine.state;
  machine.loops -= 1;
  machine.depth -= 1;
  machine.state = completes && frame?.jumps !== true ? after : before;
  if (frame !== undefined) frame.jumps = jumped;
  return true;
}

/** @param {Machine} machine @param {ts.SwitchStatement} node @param {Scope} outer */
function executeSwitch(machine, node, outer) {
  const value = machine.evaluate(node.expression, outer);
  const scope = new Scope(outer, machine.depth);
  const frame = machine.frames.at(-1);
  const jumped = frame?.jumps === true;
  let fallsThrough = false;
  for (const clause of node.caseBlock.clauses) {
    const facts = ts.isCaseClause(clause)
      ? equality(value, machine.evaluate(clause.expression, outer)).whenTrue
      : NOTHING_KNOWN;
    fallsThrough = inBranch(machine, () => {
      if (!fallsThrough && !facts.impossible) machine.state = both(machine.state, facts);
      return executeAll(machine, clause.statements, scope);
    });
  }
  if (frame !== undefined) frame.jumps = jumped;
  return true;
}
