import ts from 'typescript';
import { commentAbove, commentAfter, readDocstring } from './docstrings.mjs';

/**
 * @typedef {object} ErrorCode
 * @property {string} code
 * @property {string} message The message for people who use a page.
 * @property {string} remedy The docstring of the code.
 * @property {boolean} reserved No method returns it yet.
 */

/**
 * @typedef {object} ErrorGroup
 * @property {string} title The comment above its first code.
 * @property {readonly ErrorCode[]} codes
 */

/**
 * @typedef {object} Limit
 * @property {string} name
 * @property {string} value
 * @property {string} unit
 * @property {string} text
 */

/**
 * @typedef {object} LimitTable
 * @property {string} name
 * @property {import('./docstrings.mjs').Docstring} docstring
 * @property {readonly Limit[]} limits
 */

/**
 * Reads the table of error codes by group.
 *
 * @param {ts.Program} program
 * @param {ts.SourceFile} file `public/inbox-errors.ts`.
 * @returns {{ docstring: import('./docstrings.mjs').Docstring, groups: readonly ErrorGroup[] }}
 * @throws {Error} if the file exports no `INBOX_ERRORS`
 */
export function readErrors(program, file) {
  const checker = program.getTypeChecker();
  const table = constantsOf(file).find(({ name }) => name.getText() === 'INBOX_ERRORS');
  const object = table && objectOf(table.initializer);
  if (table === undefined || object === undefined) {
    throw new Error('Failed to read the error codes: no INBOX_ERRORS');
  }
  /** @type {{ title: string, codes: ErrorCode[] }[]} */
  const groups = [];
  for (const property of object.properties) {
    const { name } = property;
    if (name === undefined || !ts.isPropertyAssignment(property)) continue;
    const title = commentAbove(property);
    if (title !== '' || groups.length === 0) groups.push({ title, codes: [] });
    const { text } = readDocstring(checker.getSymbolAtLocation(name), checker);
    const comment = commentAfter(property);
    groups.at(-1)?.codes.push({
      code: name.getText(),
      message: valueOf(checker, property.initializer),
      remedy: [text, comment].filter((it) => it !== '' && it !== 'reserved').join(' '),
      reserved: /\breserved\b/i.test(`${text} ${comment}`),
    });
  }
  return { docstring: readDocstring(checker.getSymbolAtLocation(table.name), checker), groups };
}

/**
 * Reads every limit that a file exports: a number, or an object of numbers.
 *
 * @param {ts.Program} program
 * @param {ts.SourceFile} file `public/inbox-limits.ts`.
 * @returns {readonly LimitTable[]}
 */
export function readLimits(program, file) {
  const checker = program.getTypeChecker();
  return constantsOf(file).map((constant) => {
    const docstring = readDocstring(checker.getSymbolAtLocation(constant.name), checker);
    const name = constant.name.getText();
    const object = objectOf(constant.initializer);
    const rows = object
      ? object.properties.filter(ts.isPropertyAssignment)
      : constant.initializer
        ? [{ name: constant.name, initializer: constant.initializer }]
        : [];
    return {
      name,
      docstring,
      limits: rows.map((row) => {
        const own = readDocstring(checker.getSymbolAtLocation(row.name), checker);
        return {
          name: row.name.getText(),
          value: valueOf(checker, row.initializer),
          unit: own.unit ?? docstring.unit ?? unitOf(row.name.getText(), name),
          text: object ? own.text : '',
        };
      }),
    };
  });
}

/** Units by the last part of a name. */
const UNITS = new Map([
  ['CHARS', 'characters'],
  ['BYTES', 'bytes'],
  ['MS', 'ms'],
  ['SECONDS', 'seconds'],
  ['MINUTES', 'minutes'],
  ['HOURS', 'hours'],
]);

/**
 * Returns the unit of a limit by its name or its table's: `MAX_TITLE_CHARS` is in characters, `MAX_BADGES` in badges.
 *
 * @param {string} name
 * @param {string} table
 */
function unitOf(name, table) {
  const unit = [name, table].map((it) => UNITS.get(it.split('_').at(-1) ?? '')).find(Boolean);
  return (
    unit ??
    name
      .replace(/^(MAX|MIN)_/, '')
      .replaceAll('_', ' ')
      .toLowerCase()
  );
}

/** @param {ts.SourceFile} file */
function constantsOf(file) {
  return file.statements
    .filter(ts.isVariableStatement)
    .filter((it) => it.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap((it) => [...it.declarationList.declarations]);
}

/**
 * @param {ts.Expression | undefined} initializer Also one followed by `as const satisfies ...`.
 * @returns {ts.ObjectLiteralExpression | undefined}
 */
function objectOf(initializer) {
  if (initializer === undefined || ts.isObjectLiteralExpression(initializer)) return initializer;
  return ts.isAsExpression(initializer) || ts.isSatisfiesExpression(initializer)
    ? objectOf(initializer.expression)
    : undefined;
}

/**
 * Returns the value of a constant: a text, or a number with thousands separators.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Expression} expression
 * @returns {string}
 */
function valueOf(checker, expression) {
  const type = checker.getTypeAtLocation(expression);
  if (type.isStringLiteral()) return type.value;
  return type.isNumberLiteral() ? type.value.toLocaleString('en') : expression.getText();
}
