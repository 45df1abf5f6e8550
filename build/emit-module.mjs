import { format } from 'prettier';
import ts from 'typescript';

/** Wix runs ES modules of ES2020. */
const ON_WIX = {
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  removeComments: false,
};

/**
 * Compiles a TypeScript module to the JavaScript that Wix runs: ES2020 without types. Comments and imports stay
 * unchanged. The types are not checked here.
 *
 * @param {string} file Its name, for error messages.
 * @param {string} source TypeScript.
 * @returns {Promise<string | undefined>} `undefined` if the module has only types.
 * @throws {Error} if the source does not parse
 */
export async function emitModule(file, source) {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: file,
    compilerOptions: ON_WIX,
    reportDiagnostics: true,
  });
  const [error] = diagnostics;
  if (error !== undefined) {
    const message = ts.flattenDiagnosticMessageText(error.messageText, ' ');
    const { line, character } = error.file?.getLineAndCharacterOfPosition(error.start ?? 0) ?? {
      line: 0,
      character: 0,
    };
    throw new Error(`Failed to compile ${file}:${line + 1}:${character + 1}: ${message}`);
  }
  return hasOnlyTypes(outputText) ? undefined : formatCode(outputText);
}

/**
 * Formats code, which people read and paste.
 *
 * @param {string} code JavaScript.
 */
export function formatCode(code) {
  return format(separateParts(code), { parser: 'babel', singleQuote: true, printWidth: 100 });
}

/** @param {string} code */
function hasOnlyTypes(code) {
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
 * Adds the empty lines between the parts of a module, which the compiler removes.
 *
 * @param {string} code
 */
function separateParts(code) {
  return code
    .replace(/^([})\]].*;?)\n(?=\S)/gm, '$1\n\n')
    .replace(/^(import .*;)\n(?!import )/gm, '$1\n\n')
    .replace(/^(\S.*;|\/\/ .*)\n(?=\/\*\*)/gm, '$1\n\n');
}
