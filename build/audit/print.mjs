import { toName } from './ways.mjs';

/** @typedef {import('./audit-site.mjs').Report} Report */

/**
 * Returns a report as lines of text.
 *
 * @param {Report} report
 * @returns {readonly string[]}
 */
export function toLines({ files, entryPoints, ways, findings, allowed }) {
  const lines = ways.flatMap((way, index) => {
    const { from } = way;
    const isNew =
      ways[index - 1]?.from.name !== from.name || ways[index - 1]?.from.file !== from.file;
    const via = way.via.map(({ file, line }) => `${file}:${line}`);
    return [
      ...(isNew
        ? [`${from.file}:${from.line}: ${from.name}, ${from.kind}, ${from.permission}`]
        : []),
      `  -> ${toName(way)} at ${way.to.file}:${way.to.line}`,
      ...(via.length > 0 ? [`     by ${via.join(', ')}`] : []),
      ...field('selects', way.selects),
      ...field('content', way.content),
      ...field('guard', way.guards),
      ...field('NO GUARD', from.permission === 'Admin' ? [] : way.unguarded),
    ];
  });
  return [
    ...lines,
    ...allowed.map(
      ({ file, line, kind, message, reason }) =>
        `${file}:${line}: allowed ${kind}: ${message}; ${reason}`,
    ),
    ...findings.map(({ file, line, kind, message }) => `${file}:${line}: ${kind}: ${message}`),
    [
      count(files, 'file'),
      count(entryPoints, 'function', 'that pages can call'),
      ways.length === 1 ? '1 way to an elevated call' : `${ways.length} ways to elevated calls`,
      `${allowed.length} allowed`,
      count(findings.length, 'finding'),
    ].join(', '),
  ];
}

/** @param {string} name @param {readonly string[]} values */
function field(name, values) {
  return values.length === 0 ? [] : [`     ${name}: ${values.join(', ')}`];
}

/** @param {number} number @param {string} what @param {string} [rest] */
function count(number, what, rest) {
  const noun = number === 1 ? what : `${what}s`;
  return [String(number), noun, ...(rest === undefined ? [] : [rest])].join(' ');
}
