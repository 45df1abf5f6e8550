import { readComments } from './comments.mjs';
import { listEntryPoints } from './entry-points.mjs';
import { createMachine } from './follow.mjs';
import { parseSite } from './site.mjs';
import { findingsOf, followEntry, placeOf } from './ways.mjs';

/** @typedef {import('./entry-points.mjs').EntryPoint} EntryPoint */
/** @typedef {import('./ways.mjs').Finding} Finding */
/** @typedef {import('./ways.mjs').Located} Located */
/** @typedef {import('./ways.mjs').Way} Way */

/**
 * @typedef {object} Report
 * @property {number} files The number of files of code.
 * @property {number} entryPoints The number of functions that pages, or anyone over HTTP, can call.
 * @property {readonly Way[]} ways
 * @property {readonly Finding[]} findings
 * @property {readonly (Finding & { readonly reason: string })[]} allowed Findings that a comment allows.
 */

/**
 * Finds every way from a function that pages can call to an elevated call.
 *
 * @param {ReadonlyMap<string, string>} texts The files of `backend/` and `public/`, by path: `backend/orders.web.js`.
 * @returns {Report}
 */
export function auditSite(texts) {
  const site = parseSite(texts);
  const comments = readComments([...site.files.values()]);
  /** @type {Located[]} */
  const located = [];
  /** @type {EntryPoint | undefined} */
  let current;
  const { machine, load } = createMachine(site, (node, message) => {
    if (current?.permission === 'Admin') return;
    const name = current?.name;
    located.push({
      finding: {
        kind: 'unknown-flow',
        ...placeOf(node),
        message: name === undefined ? message : `${name}: ${message}`,
        ...(name !== undefined && { entry: name }),
      },
      at: [node, ...machine.stack],
    });
  });
  const entryPoints = listEntryPoints(site, load);
  /** @type {Way[]} */
  const ways = [];
  for (const entry of entryPoints) {
    current = entry;
    const followed = followEntry(machine, entry);
    ways.push(...followed.map(({ way }) => way));
    located.push(...findingsOf(entry, followed));
  }
  /** @type {(Finding & { readonly reason: string })[]} */
  const allowed = [];
  /** @type {Finding[]} */
  const findings = site.problems.map((it) => ({ kind: 'syntax', ...it }));
  for (const { finding, at } of withoutDoubles(located)) {
    const comment = comments.find(at);
    if (comment === undefined || comment.reason === '') findings.push(finding);
    else allowed.push({ ...finding, reason: comment.reason });
  }
  findings.push(...comments.findings());
  return { files: site.files.size, entryPoints: entryPoints.length, ways, findings, allowed };
}

/** @param {readonly Located[]} located */
function withoutDoubles(located) {
  return [...new Map(located.map((it) => [JSON.stringify(it.finding), it])).values()];
}
