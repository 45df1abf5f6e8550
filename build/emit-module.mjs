import { format } from 'prettier';
import ts from 'typescript';

/** What Wix runs: ES modules of ES2020. */
const ON_WIX = {
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  removeComments: false,
};

/**
 * Writes a TypeScript module as the JavaScript that Wix runs: without types, as ES2020, its comments
 * kept and its imports as they are. The types are not checked here.
 *
 * @param {string} file Its name, for messages.
 * @param {string} source TypeScript.
 * @returns {Promise<string | undefined>} Nothing if the module holds only types.
 * @throws {Error} if the source does not parse
 */
export async function emitModule(file, source) {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: file,
    compilerOptions: ON_WIX,
    reportDiagnostics: true,
  });
  const [fault] = diagnostics;
  if (fault !== undefined) {
    const said = ts.flattenDiagnosticMessageText(fault.messageText, ' ');
    throw new Error(`Failed to compile ${file}: ${said}`);
  }
  return holdsOnlyTypes(outputText) ? undefined : layOut(outputText);
}

/**
 * Lays code out for people, who read it and paste it.
 *
 * @param {string} code JavaScript.
 */
export function layOut(code) {
  return format(apart(code), { parser: 'babel', singleQuote: true, printWidth: 100 });
}

/** @param {string} code */
function holdsOnlyTypes(code) {
  const { statements } = ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2020);
  return statements.every(
    (it) =>
      ts.isExportDeclaration(it) &&
      it.moduleSpecifier === undefined &&
      it.exportClause !== undefined &&
      ts.isNamedExports(it.exportClause) &&
      it.exportClause.elements.length === 0,
  );
}

/**
 * Sets the parts of a module apart by an empty line again, which the compiler drops.
 *
 * @param {string} code
 */
function apart(code) {
  return code
    .replace(/^([})\]].*;?)\n(?=\S)/gm, '$1\n\n')
    .replace(/^(import .*;)\n(?!import )/gm, '$1\n\n')
    .replace(/^(\S.*;|\/\/ .*)\n(?=\/\*\*)/gm, '$1\n\n');
}
