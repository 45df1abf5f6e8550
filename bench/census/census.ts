// Counts the pages and backend files of Velo sites that load in the emulator: `npm run census -- DIR...`. A folder is a
// site, or contains sites. Prints a line for each site, the totals, and what stops files, the most frequent first.
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
  const sum = (key: 'total' | 'loading'): number =>
    of.reduce((total, site) => total + site[kind][key], 0);
  const total = sum('total');
  const percent = total === 0 ? '' : ` (${((100 * sum('loading')) / total).toFixed(1)} %)`;
  return `${kind} ${String(sum('loading'))} of ${String(total)}${percent}`;
};
for (const count of counts) {
  const problem = count.error === undefined ? '' : `  ${count.error}`;
  console.log(`${count.site}: ${share('pages', [count])}, ${share('backend', [count])}${problem}`);
}
console.log(
  `\n${String(counts.length)} sites: ${share('pages', counts)}, ${share('backend', counts)}`,
);
const stops = new Map<string, number>();
for (const { stoppedBy } of counts) {
  for (const [what, files] of stoppedBy) stops.set(what, (stops.get(what) ?? 0) + files);
}
for (const [what, files] of [...stops].sort(([, a], [, b]) => b - a)) {
  console.log(`  ${String(files).padStart(4)} files stopped by ${what}`);
}
