// The send log keeps its promise in every schedule of several containers: of calls, failures, crashes and clocks.
import { expect, it } from 'vitest';
import { loadExplorer } from '../support/torture/load-explorer.ts';
import { SABOTAGES } from '../support/torture/sabotages.ts';
import { executesLate, hostile, scenario } from '../support/torture/scenario.ts';

/** The first 30 seeds; `npm run torture` runs many more. */
const RANDOM = { seed: 1, runs: 30 };

const explorer = await loadExplorer();

it.each(['XX', 'XY'])('keeps its promise in every schedule of two calls (%s)', async (name) => {
  const { isComplete, violation } = await explorer.exploreAll(scenario(name));
  expect(violation).toBeUndefined();
  expect(isComplete).toBe(true);
});

it('keeps its promise in random schedules of three calls with failures', async () => {
  const { schedules, violation } = await explorer.exploreRandom(hostile('XXY'), RANDOM);
  expect(violation).toBeUndefined();
  expect(schedules).toBe(RANDOM.runs);
});

it('sends twice if Wix executes a send later than assumed', async () => {
  const { violation } = await explorer.exploreAll(executesLate());
  expect(violation?.violations).toEqual([expect.stringMatching(/^TWICE/)]);
});

it.each(SABOTAGES)('notices a backend that $effect ($name)', async (sabotage) => {
  const sabotaged = await loadExplorer(sabotage.patches);
  const { violation } = await sabotaged.exploreRandom(sabotage.scenario, { seed: 1, runs: 400 });
  expect(violation?.violations).toContainEqual(expect.stringMatching(/^(TWICE|LOST)/));
});
