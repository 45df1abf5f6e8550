import ts from 'typescript';
import { elementOf, elementsFrom, knownElements, property, withoutFields } from './access.mjs';
import { closure } from './expressions.mjs';
import { either } from './facts.mjs';
import { inBranch } from './machine.mjs';
import { Scope } from './scope.mjs';
import { factsText, signatureOf } from './signature.mjs';
import {
  arrayOf,
  callableValue,
  compute,
  createEntity,
  EMPTY,
  entityValue,
  flatten,
  join,
  nextSerial,
  UNDEFINED,
} from './values.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./values.mjs').Call} Call */
/** @typedef {import('./values.mjs').Entity} Entity */
/** @typedef {import('./values.mjs').SiteClass} SiteClass */
/** @typedef {import('./values.mjs').SiteFunction} SiteFunction */
/** @typedef {import('./values.mjs').Value} Value */

/** How often a function is followed in itself. */
const MAX_RECURSION = 1;
/** From how many different calls of a function on they are compared by which arguments of the caller they contain. */
const FREQUENT = 6;
/** How many calls in calls are followed. */
const MAX_DEPTH = 80;

/**
 * Declares the names of a pattern: `{ id, ...rest }`.
 *
 * @param {Machine} machine
 * @param {ts.BindingName} name
 * @param {Value} value
 * @param {Scope} scope
 */
export function bindPattern(machine, name, value, scope) {
  if (ts.isIdentifier(name)) {
    scope.declare(name.text, value);
    return;
  }
  /** @type {string[]} */
  const taken = [];
  name.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const isRest = element.dotDotDotToken !== undefined;
    if (ts.isArrayBindingPattern(name)) {
      const known = knownElements(value) !== undefined || value.entities.size === 0;
      const item = known ? property(value, String(index)) : elementOf(value);
      const part = isRest ? elementsFrom(value, index, machine.depth) : item;
      bindWithDefault(machine, element, part, scope);
      return;
    }
    if (isRest) {
      bindWithDefault(machine, element, withoutFields(value, taken, machine.depth), scope);
      return;
    }
    const named = element.propertyName ?? element.name;
    const key =
      ts.isIdentifier(named) || ts.isStringLiteral(named) || ts.isNumericLiteral(named)
        ? named.text
        : undefined;
    if (key !== undefined) taken.push(key);
    bindWithDefault(machine, element, property(value, key), scope);
  });
}

/** @param {Machine} machine @param {ts.BindingElement | ts.ParameterDeclaration} element @param {Value} value @param {Scope} scope */
function bindWithDefault(machine, { name, initializer }, value, scope) {
  const mayBeMissing = value === EMPTY || value.literals.has(undefined) || value.taints.size > 0;
  const given = value === UNDEFINED ? EMPTY : value;
  const initial =
    initializer !== undefined && mayBeMissing
      ? inBranch(machine, () => machine.evaluate(initializer, scope))
      : EMPTY;
  machine.bind(name, initial === EMPTY ? value : join([given, initial]), scope);
}

/**
 * Follows a call of a function of the site. A call with the same arguments as an earlier one is not followed again, if
 * that changed nothing that existed before.
 *
 * @param {Machine} machine
 * @param {SiteFunction} callee
 * @param {Call} call
 * @returns {Value}
 */
export function followCall(machine, callee, call) {
  const results = machine.results.of(callee.scope, callee.node);
  const values = [call.self, ...call.args, call.rest];
  const isFrequent = results.size >= FREQUENT;
  const signature = signatureOf(values, machine.entrySerial, isFrequent);
  if (signature === undefined) return follow(machine, callee, call);
  const key = `${isFrequent ? 'all' : 'parts'} ${factsText(machine.state)} ${signature}`;
  const found = results.get(key);
  if (found !== undefined) {
    machine.state = found.exit;
    for (const it of found.result.calls) it.uses += 1;
    return found.result;
  }
  const outer = machine.oldestChange;
  const start = nextSerial();
  machine.oldestChange = Infinity;
  const result = follow(machine, callee, call);
  if (machine.oldestChange > start) results.set(key, { result, exit: machine.state });
  machine.oldestChange = Math.min(outer, machine.oldestChange);
  return result;
}

/**
 * @param {Machine} machine
 * @param {SiteFunction} callee
 * @param {Call} call
 * @returns {Value}
 */
function follow(machine, { node, scope }, call) {
  const { frames, stack } = machine;
  const isNested = frames.filter((it) => it.node === node).length >= MAX_RECURSION;
  machine.budget -= 1;
  if (isNested || frames.length >= MAX_DEPTH || machine.budget <= 0) {
    // The result depends on the way here.
    machine.oldestChange = 0;
    const given = flatten(join([...call.args, call.rest]));
    if (!isNested && given.taints.size > 0) {
      machine.reportUnknown(call.node, 'the way is too long to follow');
    }
    return compute([...call.args, call.rest]);
  }
  const inner = new Scope(scope, machine.depth);
  if (!ts.isArrowFunction(node)) {
    inner.declare('this', call.self);
    inner.declare('arguments', arrayOf(call.args, call.rest, machine.depth));
  }
  /** @type {import('./machine.mjs').Frame} */
  const frame = { node, returned: [], exits: [], jumps: false };
  machine.frames = [...frames, frame];
  machine.stack = [...stack, call.node];
  bindParameters(machine, node.parameters, call, inner);
  const body = 'body' in node ? node.body : undefined;
  if (body !== undefined && ts.isBlock(body)) {
    if (machine.execute(body, inner)) {
      frame.returned.push(UNDEFINED);
      frame.exits.push(machine.state);
    }
  } else if (body !== undefined && ts.isExpression(body)) {
    frame.returned.push(machine.evaluate(body, inner));
    frame.exits.push(machine.state);
  }
  machine.frames = frames;
  machine.stack = stack;
  const [first, ...others] = frame.exits;
  machine.state =
    first === undefined ? { ...machine.state, impossible: true } : others.reduce(either, first);
  return join(frame.returned);
}

/** @param {Machine} machine @param {readonly ts.ParameterDeclaration[]} parameters @param {Call} call @param {Scope} scope */
function bindParameters(machine, parameters, { args, rest }, scope) {
  const others = rest === EMPTY ? UNDEFINED : rest;
  parameters.forEach((parameter, index) => {
    const value = parameter.dotDotDotToken
      ? arrayOf(args.slice(index), rest, machine.depth)
      : (args[index] ?? others);
    bindWithDefault(machine, parameter, value, scope);
  });
}

/**
 * Returns a class.
 *
 * @param {Machine} machine
 * @param {ts.ClassLikeDeclaration} node
 * @param {Scope} scope
 * @returns {Value}
 */
export function classValue(machine, node, scope) {
  /** @type {Entity} */
  const statics = newEntity(machine);
  const value = callableValue({ kind: 'class', node, scope, statics });
  const inner = new Scope(scope, machine.depth);
  inner.declare('this', value);
  if (node.name !== undefined) inner.declare(node.name.text, value);
  for (const it of node.members) {
    const isStatic = ts.canHaveModifiers(it) && hasStatic(it);
    if (isStatic) addMember(machine, statics, it, inner);
  }
  return value;
}

/**
 * Creates an object of a class of the site.
 *
 * @param {Machine} machine
 * @param {SiteClass} callee
 * @param {Call} call `self` is the object if a class that extends it calls it.
 * @returns {Value}
 */
export function constructObject(machine, { node, scope }, call) {
  const self = call.self.entities.size > 0 ? call.self : entityValue(newEntity(machine));
  const inner = new Scope(scope, machine.depth);
  inner.declare('this', self);
  const base = node.heritageClauses?.find((it) => it.token === ts.SyntaxKind.ExtendsKeyword);
  const [extended] = base?.types ?? [];
  const parent = extended ? machine.evaluate(extended.expression, scope) : EMPTY;
  inner.declare('super', parent);
  const declared = node.members.find(ts.isConstructorDeclaration);
  if (declared === undefined && parent !== EMPTY) {
    machine.construct(parent, { ...call, self });
  }
  for (const entity of self.entities) {
    for (const it of node.members) {
      if (ts.canHaveModifiers(it) && hasStatic(it)) continue;
      addMember(machine, entity, it, inner);
    }
  }
  if (declared !== undefined) {
    const callee = callableValue({ kind: 'function', node: declared, scope: inner });
    machine.call(callee, { ...call, self });
  }
  return self;
}

/** @param {Machine} machine @param {Entity} entity @param {ts.ClassElement} node @param {Scope} scope */
function addMember(machine, entity, node, scope) {
  const { name } = node;
  if (name === undefined || ts.isComputedPropertyName(name)) return;
  if (ts.isMethodDeclaration(node)) entity.fields.set(name.text, closure(node, scope));
  else if (ts.isGetAccessorDeclaration(node)) {
    const self = scope.read('this') ?? UNDEFINED;
    const value = machine.call(closure(node, scope), { node, self, args: [], rest: EMPTY });
    entity.fields.set(name.text, value);
  } else if (ts.isPropertyDeclaration(node) && node.initializer !== undefined) {
    entity.fields.set(name.text, machine.evaluate(node.initializer, scope));
  }
}

/** @param {ts.HasModifiers} node */
function hasStatic(node) {
  return ts.getModifiers(node)?.some((it) => it.kind === ts.SyntaxKind.StaticKeyword) === true;
}

/** @param {Machine} machine @returns {Entity} */
function newEntity({ depth }) {
  return createEntity(depth);
}
