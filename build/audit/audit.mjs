// Audits the elevated calls of a site: `npm run audit -- DIR [--json]`. Exits with 0, 1 if there is a finding, or 2 for
// invalid arguments.
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { readSiteFolder } from './site-folder.mjs';

const USAGE = `Usage: npm run audit -- DIR [--json]

Lists every way from a function that pages can call to an elevated call of a site, and what the caller chooses of it.
Exits with 1 if there is a finding: docs/audit.md explains each, and how to fix it.

  DIR          the folder of the site, with backend/ or src/backend/
  --json       prints the report as JSON
  --self-test  audits the small sites of build/audit/corpus, and prints how many of the expected findings it finds
  --help       show this help`;

const OPTIONS = /** @type {const} */ ({
  json: { type: 'boolean', default: false },
  'self-test': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});

// npm runs scripts in the folder of package.json, and names the folder in which it was called.
const { INIT_CWD: initialFolder = '' } = process.env;

process.exitCode = await main(process.argv.slice(2));

/** Runs the audit. Returns the exit code. @param {string[]} args */
async function main(args) {
  const { folder, values, problem } = readArguments(args);
  if (problem !== undefined) {
    console.error(`${problem}\nSee npm run audit -- --help.`);
    return 2;
  }
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  // The compiler takes a second to load, so the arguments are checked first.
  if (values['self-test']) {
    const { isExpected, measureAudit, toFigures } = await import('./measure.mjs');
    const results = measureAudit();
    for (const line of toFigures(results)) console.log(line);
    return isExpected(results) ? 0 : 1;
  }
  try {
    const files = readSiteFolder(resolve(initialFolder || '.', folder));
    const [{ auditSite }, { toLines }] = await Promise.all([
      import('./audit-site.mjs'),
      import('./print.mjs'),
    ]);
    const report = auditSite(files);
    if (values.json) console.log(JSON.stringify(report, undefined, 2));
    else for (const line of toLines(report)) console.log(line);
    return report.findings.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    console.error(`Failed to audit: ${error.message}`);
    return 2;
  }
}

/** @param {string[]} args */
function readArguments(args) {
  /** @type {{ values: Partial<Record<keyof OPTIONS, boolean>>, positionals: string[] }} */
  let read = { values: {}, positionals: [] };
  try {
    read = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('.');
    return { folder: '', values: read.values, problem: `${line}.` };
  }
  const { values, positionals } = read;
  const [folder, ...others] = positionals;
  const isAsked = values.help === true || values['self-test'] === true;
  if (others.length > 0) {
    return { folder: '', values, problem: `Expected one folder, got ${positionals.join(', ')}.` };
  }
  if (folder === undefined && !isAsked) {
    return { folder: '', values, problem: 'Expected the folder of a site.' };
  }
  return { folder: folder ?? '', values, problem: undefined };
}
