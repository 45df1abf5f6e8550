// Counts the pages and backend files of Velo sites that load in the emulator: `npm run census -- DIR...`. A folder is a
// site, or contains sites. Prints a line for each site, the totals, what stops files, and what is missing in files that
// load, the most frequent first.
import { countSite, listSites, type SiteCount } from './count-sites.ts';

const folders = process.argv.slice(2);
if (folders.length === 0 || folders.some((it) => it.startsWith('-'))) {
  console.error(
    'Usage: npm run census -- DIR...\nA DIR is a Velo site, or a folder of Velo sites.',
  );
  process.exit(2);
}
const counts = folders.flatMap(listSites).map(countSite);
const share = (kind: 'pages' | 'backend', of: readonly SiteCount[]): string => {
  const sum = (key: 'total' | 'loading' | 'complete'): number =>
    of.reduce((total, site) => total + site[kind][key], 0);
  const total = sum('total');
  const percent = (part: number): string =>
    total === 0 ? '' : ` (${((100 * part) / total).toFixed(1)} %)`;
  const [loading, complete] = [sum('loading'), sum('complete')];
  return `${kind} ${String(loading)} of ${String(total)}${percent(loading)}, nothing missing in ${String(complete)}${percent(complete)}`;
};
for (const count of counts) {
  const problem = count.error === undefined ? '' : `  ${count.error}`;
  console.log(`${count.site}: ${share('pages', [count])}; ${share('backend', [count])}${problem}`);
}
console.log(
  `\n${String(counts.length)} sites: ${share('pages', counts)}; ${share('backend', counts)}`,
);

/** Prints what several sites lack, the most frequent first. */
function printSums(maps: readonly ReadonlyMap<string, number>[], text: string): void {
  const sums = new Map<string, number>();
  for (const [what, files] of maps.flatMap((it) => [...it])) {
    sums.set(what, (sums.get(what) ?? 0) + files);
  }
  for (const [what, files] of [...sums].sort(([, a], [, b]) => b - a)) {
    console.log(`  ${String(files).padStart(4)} ${text} ${what}`);
  }
}
printSums(
  counts.map((it) => it.stoppedBy),
  'files stopped by',
);
printSums(
  counts.map((it) => it.missing),
  'files load without',
);
