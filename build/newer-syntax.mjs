import ts from 'typescript';
import { parse } from './module-imports.mjs';

/**
 * Says what of a module Wix could not run: what does not parse, what is newer than ES2020, and the parts of
 * ES2020 that Wix's own bundling leaves no room for (`import()`, `import.meta`).
 *
 * What the compiler would have to rewrite for ES2020 is newer than ES2020; so no list of syntax is kept here,
 * but of what it does not rewrite.
 *
 * @param {string} file Its name, for messages.
 * @param {string} code JavaScript.
 * @returns {readonly string[]} One line for each fault.
 */
export function newerThanES2020(file, code) {
  const old = transpile(file, code, ts.ScriptTarget.ES2020);
  const now = transpile(file, code, ts.ScriptTarget.ESNext);
  const faults = [...old.faults, ...notRewritten(code)];
  if (old.code !== now.code) {
    faults.push(`newer than ES2020: ${firstDifference(now.code, old.code)}`);
  }
  return faults.map((fault) => `${file}: ${fault}`);
}

/**
 * @param {string} file
 * @param {string} code
 * @param {ts.ScriptTarget} target
 */
function transpile(file, code, target) {
  const { outputText, diagnostics = [] } = ts.transpileModule(code, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target,
      module: ts.ModuleKind.ESNext,
      allowJs: true,
      removeComments: true,
      useDefineForClassFields: true,
      verbatimModuleSyntax: true,
    },
  });
  const faults = diagnostics.map((it) => {
    const line = code.slice(0, it.start ?? 0).split('\n').length;
    return `line ${line}: ${ts.flattenDiagnosticMessageText(it.messageText, ' ')}`;
  });
  return { code: outputText, faults };
}

/**
 * The first line of `now` that `old` writes differently.
 *
 * @param {string} now
 * @param {string} old
 */
function firstDifference(now, old) {
  const before = old.split('\n');
  const line = now.split('\n').find((text, index) => text !== before[index]) ?? '';
  return line.trim();
}

/**
 * What is newer than ES2020, or not for Wix, and which the compiler leaves as it is.
 *
 * @param {string} code
 * @returns {string[]}
 */
function notRewritten(code) {
  const source = parse(code);
  /** @type {string[]} */
  const faults = [];
  if (code.startsWith('#!')) faults.push('line 1: a hashbang');
  /** @param {ts.Node} node @param {boolean} inFunction */
  function visit(node, inFunction) {
    const what = nameOf(node, inFunction);
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    if (what !== undefined) faults.push(`line ${line + 1}: ${what}`);
    const inner = inFunction || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, inner));
  }
  visit(source, false);
  return faults;
}

/**
 * @param {ts.Node} node
 * @param {boolean} inFunction
 * @returns {string | undefined}
 */
function nameOf(node, inFunction) {
  if (ts.isAwaitExpression(node) && !inFunction) return 'await outside a function';
  if (ts.isForOfStatement(node) && node.awaitModifier && !inFunction) {
    return 'await outside a function';
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return 'import() of a module by name';
  }
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    return 'import.meta';
  }
  if (ts.isImportAttributes(node)) return 'import attributes';
  if (ts.isImportClause(node) && node.phaseModifier === ts.SyntaxKind.DeferKeyword) {
    return 'import defer';
  }
  if (ts.isExportSpecifier(node) || ts.isImportSpecifier(node)) {
    return [node.name, node.propertyName].some((name) => name && ts.isStringLiteral(name))
      ? 'a name in quotes'
      : undefined;
  }
  if (ts.isRegularExpressionLiteral(node) && /\/[a-z]*[dv][a-z]*$/.test(node.text)) {
    return 'a regular expression with the flag d or v';
  }
  return undefined;
}
