import { auditSite } from './audit-site.mjs';
import { SITES } from './corpus/sites.mjs';

/**
 * How the audit does on a site.
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {number} expected The number of expected findings.
 * @property {readonly string[]} missed
 * @property {readonly string[]} falseAlarms
 */

/**
 * Audits the small sites, and compares the findings with the expected ones.
 *
 * @returns {readonly Result[]}
 */
export function measureAudit() {
  return SITES.map(({ name, files, expected }) => {
    const { findings } = auditSite(new Map(Object.entries(files)));
    const found = new Set(
      findings.map(({ kind, entry, labels = [] }) =>
        [entry, kind, labels.join(', ')].filter(Boolean).join(' '),
      ),
    );
    const wanted = new Set(expected);
    return {
      name,
      expected: wanted.size,
      missed: [...wanted].filter((it) => !found.has(it)),
      falseAlarms: [...found].filter((it) => !wanted.has(it)),
    };
  });
}

/** What the audit is known to get wrong. docs/audit.md lists why, under its limits. @type {readonly string[]} */
const KNOWN_MISTAKES = ['later caller-selects id'];

/**
 * Returns whether the audit got everything right, other than the known mistakes.
 *
 * @param {readonly Result[]} results
 */
export function isExpected(results) {
  const mistakes = results.flatMap(({ missed, falseAlarms }) => [...missed, ...falseAlarms]);
  return mistakes.every((it) => KNOWN_MISTAKES.includes(it));
}

/**
 * Returns the figures as lines of text, with every mistake.
 *
 * @param {readonly Result[]} results
 * @returns {readonly string[]}
 */
export function toFigures(results) {
  const expected = results.reduce((sum, it) => sum + it.expected, 0);
  const missed = results.reduce((sum, it) => sum + it.missed.length, 0);
  const alarms = results.reduce((sum, it) => sum + it.falseAlarms.length, 0);
  const recall = ((100 * (expected - missed)) / expected).toFixed(1);
  return [
    ...results.flatMap(({ name, missed: some }) => some.map((it) => `missed: ${it} (${name})`)),
    ...results.flatMap(({ name, falseAlarms }) =>
      falseAlarms.map((it) => `false alarm: ${it} (${name})`),
    ),
    `${results.length} sites, ${expected} expected findings: ${expected - missed} found (recall ${recall}%), ${missed} missed, ${alarms} false alarms`,
  ];
}
