// Explores the schedules of the send log at full size, and prints what was explored and which sabotages were noticed.
// `npm run torture -- [--runs N]`: N random schedules per scenario. The exit status is 1 if the backend violates
// something, or if a sabotage is not noticed.
// `npm run torture -- --http [--sends N] [--scale N] [--rate N]`: N sends through processes instead (see http/); 10,000
// for a full run. Time runs faster by the scale, and the rate is sends per second of real time. Lower both on a slow
// machine: a call that takes too long because of the load fails like one that Wix does not answer.
import { parseArgs } from 'node:util';
import { tortureHttp } from './http/torture-http.ts';
import type { Exploration } from '../../test/support/torture/explore.ts';
import { loadExplorer } from '../../test/support/torture/load-explorer.ts';
import { RACES } from '../../test/support/torture/races.ts';
import { SABOTAGES } from '../../test/support/torture/sabotages.ts';
import {
  executesLate,
  hostile,
  scenario,
  transient,
  withOwnTexts,
  type Budgets,
} from '../../test/support/torture/scenario.ts';

const SEED = 20_261_120;
const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    http: { type: 'boolean', default: false },
    sends: { type: 'string', default: '200' },
    scale: { type: 'string', default: '10' },
    rate: { type: 'string', default: '5' },
  },
});
const RANDOM_RUNS = Number(flags.runs);
/** The number of runs after which a complete exploration is given up. */
const MAX_RUNS = 15 * RANDOM_RUNS;
/** Every key that can be settled is settled within this time, in ms. */
const SETTLED_MS = 45_000;

const ONE_FAILURE: readonly Partial<Budgets>[] = [
  {},
  { faults: 1 },
  { crashes: 1 },
  { freezes: 1 },
  { delays: 1 },
];

let hasFailed = false;

function check(isRight: boolean): string {
  if (!isRight) hasFailed = true;
  return isRight ? 'ok' : 'FAILED';
}

function print(...cells: readonly (string | number)[]): void {
  console.log(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 34 : 14)).join(''));
}

function printViolation({ violation }: Exploration): void {
  if (violation) console.log([...violation.violations, ...violation.trace].join('\n'));
}

/** Explores every schedule of two calls with one failure at most. */
async function exploreEverySchedule(): Promise<void> {
  const { exploreAll } = await loadExplorer();
  print('Every schedule', 'schedules', 'states', 'complete', '');
  for (const name of ['XX', 'XY']) {
    for (const budgets of ONE_FAILURE) {
      const result = await exploreAll(scenario(name, budgets), MAX_RUNS);
      const { schedules, states, isComplete, violation } = result;
      const label = `${name} ${JSON.stringify(budgets)}`;
      print(label, schedules, states, isComplete ? 'yes' : 'no', check(!violation));
      printViolation(result);
    }
  }
  const late = await exploreAll(executesLate());
  print(
    'X, a send is executed after 30 s',
    late.schedules,
    late.states,
    '',
    check(late.violation !== undefined),
  );
  console.log(`  expected: ${late.violation?.violations.join() ?? 'nothing was noticed'}`);
}

/** Runs random schedules with several failures each. */
async function exploreRandomSchedules(): Promise<void> {
  const { exploreRandom } = await loadExplorer();
  print('\nRandom schedules', 'schedules', 'UNCONFIRMED', 'UNCLEAR', 'in 45 s', '');
  const scenarios = [
    ...['XX', 'XY', 'XXX', 'XXY', 'XYZ'].map(hostile),
    withOwnTexts(hostile('XYZ')),
    ...['X', 'XX', 'XY'].map(transient),
  ];
  for (const it of scenarios) {
    const result = await exploreRandom(it, { seed: SEED, runs: RANDOM_RUNS });
    const { settled, violation, schedules } = result;
    const count = (of: 'unconfirmed' | 'unclear') => settled.reduce((sum, key) => sum + key[of], 0);
    const inTime = settled.filter(({ ms = Infinity }) => ms <= SETTLED_MS).length / settled.length;
    const isTransient = it.budgets.crashes + it.budgets.freezes === 0;
    const isRight = !violation && (!isTransient || inTime >= 0.99);
    const label = `${it.name} ${isTransient ? 'one failed call' : 'several failures'}`;
    print(
      label,
      schedules,
      count('unconfirmed'),
      count('unclear'),
      `${(inTime * 100).toFixed(2)} %`,
      check(isRight),
    );
    printViolation(result);
  }
}

/** Runs random schedules of the races that show the sabotages, with the real backend. */
async function exploreRaces(): Promise<void> {
  const { exploreRandom } = await loadExplorer();
  print('\nRaces', 'schedules', '');
  for (const race of RACES) {
    const result = await exploreRandom(race(), { seed: SEED, runs: RANDOM_RUNS });
    print(race.name, result.schedules, check(!result.violation));
    printViolation(result);
  }
}

/** Checks that each sabotage is noticed. */
async function exploreSabotages(): Promise<void> {
  print('\nSabotage', 'noticed', 'in schedule', '');
  for (const { name, patches, scenario: shows } of SABOTAGES) {
    const { exploreRandom } = await loadExplorer(patches);
    const { violation, schedules } = await exploreRandom(shows, { seed: SEED, runs: RANDOM_RUNS });
    const [first = ''] = violation?.violations ?? [];
    print(name, first.split(':')[0] ?? '', schedules, check(violation !== undefined));
  }
}

if (flags.http) {
  const isRight = await tortureHttp({
    sends: Number(flags.sends),
    scale: Number(flags.scale),
    perSecond: Number(flags.rate),
  });
  hasFailed = !isRight;
} else {
  await exploreSabotages();
  await exploreRaces();
  await exploreRandomSchedules();
  await exploreEverySchedule();
}
process.exitCode = hasFailed ? 1 : 0;
