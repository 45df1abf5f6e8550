// `npm run fuzz`: 100,000 payloads for the web methods of the site in the current folder. Exits with 1 if an answer is not
// as documented, if a code is not reached, or if the heap grows by more than 10 % from 10,000 payloads on.
import { INBOX_ERRORS } from '../../public/inbox-errors.ts';
import { checkCodes, createFuzz, NOT_BY_INPUT } from './fuzz.ts';
import { callForCodes, clearCollections, startSite } from './site.ts';

const PAYLOADS = 100_000;
const ROUND = 1_000;
const WARM = 10_000;
const MAX_GROWTH = 0.1;

function heapMegabytes(): number {
  if (!globalThis.gc) throw new Error('Run node with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1_000_000;
}

const [seed = 1, payloads = PAYLOADS] = process.argv.slice(2).map(Number);
if (!Number.isInteger(seed) || !Number.isInteger(payloads)) {
  console.error('Usage: npm run fuzz -- [SEED] [PAYLOADS], two integers.');
  process.exit(1);
}
const logged = { error: console.error, warn: console.warn };
let lines = 0;
console.error = console.warn = () => void (lines += 1);
const site = await startSite();
const fuzz = createFuzz(site, seed);
async function run(count: number): Promise<void> {
  for (let done = 0; done < count; done += ROUND) {
    await fuzz.run(Math.min(ROUND, count - done));
    await clearCollections(site);
  }
}

const startedAt = performance.now();
await callForCodes(site, fuzz.record);
await run(Math.min(WARM, payloads));
const atStart = heapMegabytes();
await run(Math.max(0, payloads - WARM));
const atEnd = heapMegabytes();
const seconds = (performance.now() - startedAt) / 1000;
const report = fuzz.report();
await site.close();
Object.assign(console, logged);

console.log(
  `Seed ${seed}: ${String(report.valid)} valid and ${String(report.invalid)} invalid payloads in ${seconds.toFixed(0)} s, ${String(lines)} lines logged`,
);
console.table(
  Object.fromEntries(
    Object.keys(INBOX_ERRORS).map((code) => {
      const reason = Object.entries(NOT_BY_INPUT).find(([name]) => name === code)?.[1];
      return [code, { answers: report.codes.get(code) ?? 0, 'caused by': reason ?? 'input' }];
    }),
  ),
);
console.table(
  Object.fromEntries(
    [...report.branches]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([name, rejected]) => [name, { rejected }]),
  ),
);
const growth = atEnd / atStart - 1;
console.log(
  `Heap after a collection: ${atStart.toFixed(1)} MB at ${String(WARM)}, ${atEnd.toFixed(1)} MB at the end (${(growth * 100).toFixed(1)} %)`,
);
const problems = [
  ...report.failures,
  ...checkCodes(report),
  ...(growth > MAX_GROWTH ? ['The heap grew by more than 10 %'] : []),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
