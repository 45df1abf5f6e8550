import ts from 'typescript';
import { importsOf } from '../module-imports.mjs';

/** @typedef {import('./code-blocks.mjs').CodeBlock} CodeBlock */

/**
 * What a block of TypeScript or JavaScript is.
 *
 * - `site`: a file of a site; its first line is `// backend/orders.ts`.
 * - `excerpt`: a part of one: `// in backend/orders.ts`, or without a path, code of a page.
 * - `node`: code for Node: another path, such as `// test/orders.test.ts`, or it imports `node:...`,
 *   `vitest` or a relative path.
 * - `signature`: a declaration alone, marked by `ts signature`.
 *
 * @typedef {object} Example
 * @property {CodeBlock} block
 * @property {'site' | 'excerpt' | 'node' | 'signature'} kind
 * @property {string} path Where its file belongs, from the root of a site or of the project.
 * @property {string} code As it is checked: as many lines as the block, or one more.
 */

const SITE_FILE = /^(backend|public|pages)\//;

/**
 * Reads what each block of TypeScript or JavaScript is.
 *
 * @param {readonly CodeBlock[]} blocks Of any language.
 * @returns {{ examples: readonly Example[], errors: readonly string[] }}
 */
export function readExamples(blocks) {
  /** @type {string[]} */
  const errors = [];
  const examples = blocks
    .filter(({ language }) => language === 'ts' || language === 'js')
    .flatMap((block, index) => {
      const [, part, path] =
        /^\/\/ (in )?([^\s:]+\.(?:ts|js|mjs))\s*$/m.exec(firstLine(block)) ?? [];
      if (path?.endsWith(block.language) === false) {
        const where = `${block.file}:${block.line}`;
        errors.push(`${where}: ${path} in a block of ${block.language}; fence it by its ending`);
        return [];
      }
      return [toExample(block, index, path, part !== undefined)];
    });
  return { examples, errors };
}

/**
 * @param {CodeBlock} block
 * @param {number} index
 * @param {string | undefined} path
 * @param {boolean} isPart
 * @returns {Example}
 */
function toExample(block, index, path, isPart) {
  const { code, language } = block;
  const name = `excerpt-${index}.${language}`;
  if (block.meta === 'signature') {
    const declared = /^(type|interface|declare|export) /.test(code)
      ? code
      : `declare function ${code}`;
    return { block, kind: 'signature', path: name, code: declared };
  }
  if (path !== undefined && !isPart) {
    return { block, kind: SITE_FILE.test(path) ? 'site' : 'node', path, code };
  }
  if (path !== undefined) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const kind = SITE_FILE.test(path) ? 'excerpt' : 'node';
    return { block, kind, path: `${folder}${name}`, code };
  }
  const isNode = importsOf(code).some(({ specifier }) => /^(node:|\.|vitest$)/.test(specifier));
  return isNode
    ? { block, kind: 'node', path: `test/${name}`, code }
    : { block, kind: 'excerpt', path: `pages/${name}`, code: inFunction(code) };
}

/** @param {CodeBlock} block */
function firstLine({ code }) {
  return code.slice(0, `${code}\n`.indexOf('\n'));
}

/**
 * Puts an excerpt that awaits something into a function, as page code does: the imports stay, and every
 * line stays on its line.
 *
 * @param {string} code
 * @returns {string}
 */
function inFunction(code) {
  const source = ts.createSourceFile('excerpt.ts', code, ts.ScriptTarget.ESNext, true);
  const first = source.statements.find((it) => !ts.isImportDeclaration(it));
  if (first === undefined || !source.statements.some(awaits) || source.statements.some(isExport)) {
    return code;
  }
  const start = first.getStart(source);
  return `${code.slice(0, start)}export async function excerpt() { ${code.slice(start)}\n}`;
}

/** @param {ts.Node} node */
function isExport(node) {
  return (
    ts.isExportDeclaration(node) ||
    ts.isExportAssignment(node) ||
    (ts.canHaveModifiers(node) &&
      (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
  );
}

/**
 * @param {ts.Node} node
 * @returns {boolean} Whether it awaits outside a function.
 */
function awaits(node) {
  if (ts.isFunctionLike(node)) return false;
  return ts.isAwaitExpression(node) || (ts.forEachChild(node, awaits) ?? false);
}
