// `npm run abuse`: scripts of scripts against the site in the current folder, with its settings. Exits with 1 if a
// figure is above what the settings allow, or if honest people do not get through.
import { createAttacks, FULL } from './attacks.ts';
import { FIGURES } from './bounds.ts';
import { startContainers } from './containers.ts';
import { startTimeline } from './timeline.ts';
import { runAttack, type Report } from './run-attack.ts';
import type { Outcome } from './people.ts';

/** Prints the figures of an attack as `figure / most that is allowed`. */
function toRow({ attempts, figures, bounds, wixCalls, logLines, visitor, member }: Report): object {
  return {
    attempts,
    ...Object.fromEntries(
      FIGURES.map((name) => [name, `${String(figures[name])} / ${String(bounds[name])}`]),
    ),
    'Wix calls': wixCalls,
    'log lines': logLines,
    'honest visitor': toText(visitor),
    'honest member': toText(member),
  };
}

function toText({ sent, written, longest, byHand }: Outcome): string {
  const again = byHand === 0 ? '' : `, again by hand ${String(byHand)}x`;
  return `${String(sent)} of ${String(written)}, ${String(longest)} s${again}`;
}

const [only] = process.argv.slice(2);
const attacks = createAttacks(FULL).filter(({ name }) => only === undefined || name.includes(only));
if (attacks.length === 0) {
  const names = createAttacks(FULL).map(({ name }) => name);
  console.error(`No attack has "${String(only)}" in its name. The attacks: ${names.join(', ')}.`);
  process.exit(1);
}
const reports: Report[] = [];
const containers = await startContainers();
const timeline = startTimeline(() => containers.wix.events.settled());
for (const attack of attacks) {
  const startedAt = performance.now();
  reports.push(await runAttack(containers, timeline, attack));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`${attack.name}: ${seconds} s`);
}
timeline.stop();
await containers.close();
console.log('\nEach figure beside the most that the settings allow');
console.table(Object.fromEntries(reports.map((report) => [report.name, toRow(report)])));
const problems = reports.flatMap(({ name, problems: found }) =>
  found.map((it) => `${name}: ${it}`),
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
