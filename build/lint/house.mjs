import { placeOf, targetOf } from './places.mjs';
import { ROOMS } from './rooms.mjs';

/** @typedef {Parameters<import('oxlint/plugins-dev').RuleTester['run']>[1]} Rule */

/**
 * Says why a file may not import something, or nothing if it may.
 *
 * @param {string} file The importing file, from the root of the project: `backend/inbox/send.ts`.
 * @param {string} specifier What it imports, as written.
 * @param {boolean} asType Whether it imports types only, which leave nothing behind.
 * @returns {string | undefined}
 */
export function refusalOf(file, specifier, asType) {
  const place = placeOf(file);
  const room = ROOMS.find(({ files }) => files.test(place));
  if (room === undefined) return undefined;
  const target = targetOf(file, specifier);
  const allowed = asType ? [...room.may, ...(room.types ?? [])] : room.may;
  const known = allowed.some((it) => (typeof it === 'string' ? it === target : it.test(target)));
  if (known && !(room.relative === false && specifier.startsWith('.'))) return undefined;
  const because = room.because === undefined ? '' : ` ${room.because}.`;
  return `${place} is ${room.name} and may not import '${specifier}'.${because} See build/lint/rooms.mjs.`;
}

/**
 * Refuses an import that its room may not know: the sentences that hold the house up.
 *
 * @type {Rule}
 */
const rooms = {
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
      const message = refusalOf(file, source.value, asType);
      if (message !== undefined) context.report({ node: source, message });
    }
  },
};

/**
 * Asks every comment that switches a rule off to say why: `-- the reason`.
 *
 * @type {Rule}
 */
const reasons = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/^\s*(ox|es)lint-disable(?!.*-- \S)/.test(comment.value)) continue;
          context.report({ node: comment, message: 'Say why the rule is off: -- the reason.' });
        }
      },
    };
  },
};

export default { meta: { name: 'house' }, rules: { rooms, reasons } };
