import { regionsOf } from './source-regions.mjs';

/**
 * A word that the project no longer uses.
 *
 * @typedef {object} OldWord
 * @property {string} word Its name in a report.
 * @property {RegExp} pattern With the flag `g`, and `i` if case does not matter.
 * @property {string} instead The replacement.
 * @property {'identifiers' | 'prose'} [where] Searched only in identifiers, or only in everything else.
 * @property {RegExp} [files] The files in which it is an error; all if not given.
 * @property {readonly Exception[]} [except]
 */

/**
 * Where an old word is allowed.
 *
 * @typedef {object} Exception
 * @property {RegExp} [file]
 * @property {RegExp} [line] Matches the whole line.
 * @property {string} reason
 */

/**
 * @typedef {object} Hit
 * @property {string} file
 * @property {number} line 0 for the file's name.
 * @property {OldWord} old
 * @property {string} found The matched text.
 */

/**
 * Finds old words in the name and the text of a file.
 *
 * @param {string} file From the root of the project.
 * @param {string} text
 * @param {readonly OldWord[]} words
 * @returns {readonly Hit[]} In the order of the lines.
 */
export function findWords(file, text, words) {
  const { identifiers, prose } = regionsOf(file, text);
  const lines = {
    all: [file, ...text.split('\n')],
    identifiers: [file, ...identifiers.split('\n')],
    prose: [file, ...prose.split('\n')],
  };
  return words
    .filter(({ files }) => files === undefined || files.test(file))
    .flatMap((old) =>
      lines[old.where ?? 'all'].flatMap((searched, line) =>
        [...searched.matchAll(old.pattern)]
          .filter(() => !isAllowed(old, file, lines.all[line] ?? ''))
          .map(([found]) => ({ file, line, old, found })),
      ),
    )
    .sort((a, b) => a.line - b.line);
}

/** @param {OldWord} old @param {string} file @param {string} line */
function isAllowed({ except = [] }, file, line) {
  return except.some((it) => (it.file?.test(file) ?? true) && (it.line?.test(line) ?? true));
}
