// Collects the elements that a file selects, from its syntax: their members, and the repeater that repeats them.
import { parseSync, Visitor } from 'vite';
import { getHandlerMethod, readHandlerName } from './handler-names.ts';

type Program = Parameters<Visitor['visit']>[0];
type Expression = Extract<Program['body'][number], { type: 'ExpressionStatement' }>['expression'];

/** The elements that some files use. */
export interface UsedElements {
  /** The members that the code uses, by the id of the element, in the order of first use. */
  readonly members: Map<string, Set<string>>;
  /** The repeater that repeats an element in its items: id of the element to id of the repeater. */
  readonly repeaters: Map<string, string>;
  /** The ids of the states that page code shows, by the id of the MultiStateBox. */
  readonly states: Map<string, Set<string>>;
}

/** A function that gets the selector of a repeater's item. */
interface ItemFunction {
  readonly repeater: string;
  readonly selector: string;
  readonly start: number;
  readonly end: number;
}

/** `#fff` and `#c0ffee` are colours, not ids. */
const COLOUR = /^(?:[\da-f]{3}|[\da-f]{6})$/i;
const ITEM_METHODS = ['onItemReady', 'forEachItem', 'forItems'];

/**
 * Adds the elements of a file, which it selects by strings `'#id'`.
 * @param isPage whether the file is a page's code, whose exports can be handlers of elements
 * @returns the specifiers of its imports
 */
export function collectElements(
  file: string,
  source: string,
  used: UsedElements,
  isPage: boolean,
): readonly string[] {
  const { program, module } = parseSync(file, source, { lang: 'ts' });
  const variables = new Map<string, string>();
  const itemSelectors = new Set<string>();
  const functions = new Map<string, Omit<ItemFunction, 'repeater'>>();
  const itemSelections: number[] = [];
  /** Elements whose handlers select others of their item: `$w.at(event.context)`. */
  const inItems: string[] = [];
  const named: { readonly repeater: string; readonly name: string }[] = [];
  const repeaters = new Set<string>();
  const itemFunctions: ItemFunction[] = [];
  const selections: { readonly id: string; readonly selector: string; readonly at: number }[] = [];

  new Visitor({
    Literal(node) {
      const id = idFromLiteral(node);
      if (id !== undefined) membersOf(used, id);
    },
    FunctionDeclaration(node) {
      const found = readFunction(node);
      if (node.id && found) functions.set(node.id.name, found);
    },
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || !init) return;
      const element = selectedId(init);
      if (element !== undefined) variables.set(id.name, element);
      const found = readFunction(init);
      if (found) functions.set(id.name, found);
      if (isItemSelector(init)) itemSelectors.add(id.name);
    },
    CallExpression(node) {
      if (isItemSelector(node)) itemSelections.push(node.start);
      const id = selectedId(node);
      if (id !== undefined && node.callee.type === 'Identifier') {
        selections.push({ id, selector: node.callee.name, at: node.start });
      }
      if (node.callee.type !== 'MemberExpression') return;
      const { object, property } = node.callee;
      const element = elementOf(object);
      if (element === undefined || property.type !== 'Identifier') return;
      const [state] = node.arguments;
      if (property.name === 'changeState' && state?.type === 'Literal') {
        const states = used.states.get(element) ?? new Set();
        used.states.set(element, states.add(String(state.value)));
      }
      if (!ITEM_METHODS.includes(property.name)) return;
      repeaters.add(element);
      for (const argument of node.arguments) {
        const found = argument.type === 'SpreadElement' ? undefined : readFunction(argument);
        if (found) itemFunctions.push({ ...found, repeater: element });
        if (argument.type === 'Identifier') {
          named.push({ repeater: element, name: argument.name });
        }
      }
    },
    MemberExpression({ object, property }) {
      const id = elementOf(object);
      if (id === undefined || property.type !== 'Identifier') return;
      membersOf(used, id).add(property.name);
    },
  }).visit(program);

  function elementOf(object: Expression): string | undefined {
    return (
      selectedId(object) ?? (object.type === 'Identifier' ? variables.get(object.name) : undefined)
    );
  }

  if (isPage) {
    for (const { exportName } of module.staticExports.flatMap(({ entries }) => entries)) {
      const wired = exportName.name ? readHandlerName(exportName.name) : undefined;
      if (!wired || !exportName.name) continue;
      membersOf(used, wired.id).add(getHandlerMethod(wired.event));
      if (wired.event === 'itemReady') named.push({ repeater: wired.id, name: exportName.name });
      const handler = functions.get(exportName.name);
      const isIn = (at: number): boolean =>
        handler !== undefined && handler.start <= at && at <= handler.end;
      if (itemSelections.some(isIn)) inItems.push(wired.id);
    }
  }
  for (const { repeater, name } of named) {
    const found = functions.get(name);
    if (found) itemFunctions.push({ ...found, repeater });
  }
  const [only, ...others] = [...repeaters, ...named.map(({ repeater }) => repeater)];
  for (const { id, selector, at } of selections) {
    const around = itemFunctions.findLast(
      (it) => it.selector === selector && it.start <= at && at <= it.end,
    );
    const isOnly = others.every((it) => it === only) && itemSelectors.has(selector);
    const repeater = around?.repeater ?? (isOnly ? only : undefined);
    if (repeater !== undefined && repeater !== id) used.repeaters.set(id, repeater);
  }
  if (only !== undefined && others.every((it) => it === only)) {
    for (const id of inItems) if (id !== only) used.repeaters.set(id, only);
  }
  return module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
}

function membersOf({ members }: UsedElements, id: string): Set<string> {
  const found = members.get(id) ?? new Set();
  members.set(id, found);
  return found;
}

/** Returns the id of `$w('#id')` or `$item('#id')`. */
function selectedId(node: Expression): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const [argument, ...others] = node.arguments;
  return others.length === 0 && argument?.type === 'Literal' ? idFromLiteral(argument) : undefined;
}

/** Returns whether an expression is `$w.at(...)`. */
function isItemSelector(node: Expression): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.property.type === 'Identifier' &&
    node.callee.property.name === 'at'
  );
}

/** Reads a function: the name of its first parameter, and where it is. */
function readFunction(node: {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly params?: readonly { readonly type: string; readonly name?: unknown }[];
}): Omit<ItemFunction, 'repeater'> | undefined {
  const first = node.params?.[0];
  if (!first || typeof first.name !== 'string') return undefined;
  return { selector: first.name, start: node.start, end: node.end };
}

function idFromLiteral({ value }: { readonly value: unknown }): string | undefined {
  const id = typeof value === 'string' ? /^#([A-Za-z]\w*)$/u.exec(value)?.[1] : undefined;
  return id === undefined || COLOUR.test(id) ? undefined : id;
}
