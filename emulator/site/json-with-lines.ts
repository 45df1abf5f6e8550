// Parses the JSON files of a site's backend, and finds the line of each value for messages. Comments are accepted
// (assumed: public sites have them in jobs.config).
import { parseSync } from 'vite';

/** A parsed JSON file. */
export interface JsonWithLines {
  readonly value: unknown;
  /** Returns the line of a value, counted from 1: of its key, or of the value itself in an array. */
  lineOf(path: readonly (string | number)[]): number;
}

/** A file that is not JSON. */
export interface JsonProblem {
  readonly line: number;
  readonly message: string;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** Parses a JSON file. Returns the place and the reason if it is not JSON. */
export function parseJsonWithLines(text: string): JsonWithLines | JsonProblem {
  // An expression of JavaScript, so that every value has its position.
  const { program, errors } = parseSync('file.js', `(\n${text}\n)`, { lang: 'js' });
  const lineAt = (offset: number): number => `(\n${text}`.slice(0, offset).split('\n').length - 1;
  const [error] = errors;
  if (error) {
    return { line: Math.max(1, lineAt(error.labels[0]?.start ?? 0)), message: error.message };
  }
  const [statement, ...others]: readonly unknown[] = program.body;
  const root = unwrap(statement);
  if (root === undefined || others.length > 0) return { line: 1, message: 'it is not one value' };
  const lines = new Map<string, number>();
  try {
    const value = evaluate(root, [], (path, at) => lines.set(JSON.stringify(path), lineAt(at)));
    return { value, lineOf: (path) => findLine(lines, path) };
  } catch (cause) {
    if (!(cause instanceof NotJson)) throw cause;
    return { line: lineAt(cause.start), message: cause.message };
  }
}

/** Whether a file could not be parsed. */
export function isJsonProblem(it: JsonWithLines | JsonProblem): it is JsonProblem {
  return 'message' in it;
}

class NotJson extends Error {
  readonly start: number;

  constructor({ start, type }: SyntaxNode) {
    super(`${type} is not JSON`);
    this.start = start;
  }
}

type Path = readonly (string | number)[];

/** Returns the line of a path, or else of what contains it. */
function findLine(lines: ReadonlyMap<string, number>, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

function evaluate(node: SyntaxNode, path: Path, place: (path: Path, at: number) => void): unknown {
  if (!path.length) place(path, node.start);
  const { type } = node;
  if (type === 'Literal' && !('regex' in node) && !('bigint' in node)) return node['value'];
  if (type === 'UnaryExpression' && node['operator'] === '-') {
    const value = evaluate(childOf(node, 'argument'), path, place);
    if (typeof value === 'number') return -value;
  }
  if (type === 'ArrayExpression') {
    return childrenOf(node, 'elements').map((element, index) => {
      place([...path, index], element.start);
      return evaluate(element, [...path, index], place);
    });
  }
  if (type === 'ObjectExpression') {
    return Object.fromEntries(
      childrenOf(node, 'properties').map((property) => {
        const key = property.type === 'Property' ? childOf(property, 'key') : property;
        if (key.type !== 'Literal' || typeof key['value'] !== 'string') throw new NotJson(key);
        const inner = [...path, key['value']];
        place(inner, key.start);
        return [key['value'], evaluate(childOf(property, 'value'), inner, place)];
      }),
    );
  }
  throw new NotJson(node);
}

function unwrap(statement: unknown): SyntaxNode | undefined {
  let node = isNode(statement) ? statement['expression'] : undefined;
  while (isNode(node) && node.type === 'ParenthesizedExpression') node = node['expression'];
  return isNode(node) ? node : undefined;
}

function childOf(node: SyntaxNode, key: string): SyntaxNode {
  const child = node[key];
  if (!isNode(child)) throw new NotJson(node);
  return child;
}

function childrenOf(node: SyntaxNode, key: string): readonly SyntaxNode[] {
  const children = node[key];
  if (!Array.isArray(children) || !children.every(isNode)) throw new NotJson(node);
  return children;
}

function isNode(it: unknown): it is SyntaxNode {
  return typeof it === 'object' && it !== null && 'type' in it && 'start' in it;
}
