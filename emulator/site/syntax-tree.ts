// Walks through syntax trees. Knows no kinds of nodes.

/** A node of a syntax tree. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

/** Returns whether a value is a node of a syntax tree. */
export function isNode(it: unknown): it is SyntaxNode {
  return typeof it === 'object' && it !== null;
}

/** Calls a function with each node of a tree, an outer one before the inner ones. */
export function visit(node: unknown, call: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const it of node) visit(it, call);
  } else if (isNode(node)) {
    call(node);
    for (const value of Object.values(node)) {
      if (typeof value === 'object') visit(value, call);
    }
  }
}

/** Returns the names of `a.b.c`; undefined for anything else. */
export function readPath(node: unknown): readonly string[] | undefined {
  if (!isNode(node)) return undefined;
  if (node['type'] === 'Identifier') return [String(node['name'])];
  if (node['type'] !== 'MemberExpression' || node['computed'] === true) return undefined;
  const path = readPath(node['object']);
  const { property } = node;
  return path && isNode(property) && property['type'] === 'Identifier'
    ? [...path, String(property['name'])]
    : undefined;
}

/** Returns the key of a property of an object; undefined if it is computed. */
export function keyOf(property: unknown): string | undefined {
  if (!isNode(property) || !isNode(property['key']) || property['computed'] === true) {
    return undefined;
  }
  const { name, value } = property['key'];
  return String(name ?? value);
}
