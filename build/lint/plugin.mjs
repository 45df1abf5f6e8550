import { modulePathOf, importedPathOf } from './module-paths.mjs';
import { LAYERS } from './layers.mjs';

/** @typedef {Parameters<import('oxlint/plugins-dev').RuleTester['run']>[1]} Rule */

/**
 * Returns why a file may not import a specifier, or `undefined` if it may.
 *
 * @param {string} file The importing file, from the root of the project: `backend/inbox/messaging/send.ts`.
 * @param {string} specifier What it imports, as written.
 * @param {boolean} asType Whether the import is a type import, which leaves nothing in the output.
 * @returns {string | undefined}
 */
export function importError(file, specifier, asType) {
  const path = modulePathOf(file);
  const layer = LAYERS.find(({ files }) => files.test(path));
  if (layer === undefined) return undefined;
  const target = importedPathOf(file, specifier);
  const allowed = asType ? [...layer.may, ...(layer.types ?? [])] : layer.may;
  const known = allowed.some((it) => (typeof it === 'string' ? it === target : it.test(target)));
  if (known && !(layer.relative === false && specifier.startsWith('.'))) return undefined;
  const because = layer.because === undefined ? '' : ` ${layer.because}.`;
  return `${path} is ${layer.name} and may not import '${specifier}'.${because} See build/lint/layers.mjs.`;
}

/**
 * Refuses an import that the table of layers does not allow.
 *
 * @type {Rule}
 */
const imports = {
  create(context) {
    const file = context.filename.slice(context.cwd.length + 1).replaceAll('\\', '/');
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) =>
        node.source && check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source, true),
    };

    /**
     * @param {{ start: number, end: number, range: [number, number], value?: unknown }} source
     * @param {boolean} asType
     */
    function check(source, asType) {
      if (typeof source.value !== 'string') return;
      const message = importError(file, source.value, asType);
      if (message !== undefined) context.report({ node: source, message });
    }
  },
};

/**
 * Requires a reason in every comment that disables a rule: `-- the reason`.
 *
 * @type {Rule}
 */
const reasons = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/^\s*(ox|es)lint-disable(?!.*-- \S)/.test(comment.value)) continue;
          context.report({
            node: comment,
            message: 'Give the reason for disabling the rule: -- the reason.',
          });
        }
      },
    };
  },
};

export default { meta: { name: 'layout' }, rules: { imports, reasons } };
