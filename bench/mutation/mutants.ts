// The one-line changes of a source file that a test should notice.
import ts from 'typescript';

/** A change of a source file: the characters from `start` to `end` are replaced. */
export interface Mutant {
  /** Path from the project's root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.QuestionQuestionToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
]);

/** Whether the value of a statement is not used, so that it can be removed. */
function isCall(expression: ts.Expression): boolean {
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) {
    return isCall(expression.expression);
  }
  return ts.isCallExpression(expression);
}

/** The node to replace and its replacement, or nothing if the node has no mutant. */
function mutate(node: ts.Node): readonly [node: ts.Node, after: string] | undefined {
  if (ts.isBinaryExpression(node)) {
    const after = OPERATORS.get(node.operatorToken.kind);
    return after === undefined ? undefined : [node.operatorToken, after];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [node, `(${node.operand.getText()})`];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [node, 'false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [node, 'true'];
  if (ts.isNumericLiteral(node)) return [node, `(${node.getText()} + 1)`];
  if (ts.isIfStatement(node)) return [node.expression, 'false'];
  if (ts.isConditionalExpression(node)) return [node.condition, 'false'];
  if (ts.isExpressionStatement(node) && isCall(node.expression)) return [node, ';'];
  return undefined;
}

/** Finds the mutants of a file of TypeScript. Types, imports and texts have none. */
export function findMutants(file: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  function visit(node: ts.Node): void {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      return;
    }
    const [changed, after] = mutate(node) ?? [];
    if (changed && after !== undefined) {
      const start = changed.getStart();
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      const before = changed.getText().replace(/\s+/g, ' ');
      found.push({ file, line, start, end: changed.getEnd(), before, after });
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}
