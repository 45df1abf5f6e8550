// Explores the schedules of a scenario: all of them, or a number of random ones.
import { fingerprint } from 'backend/inbox/access/fingerprint';
import type { Settled } from './judge.ts';
import { runSchedule, type Choose, type ScheduleResult } from './run-schedule.ts';
import type { Scenario } from './scenario.ts';

/** What was explored. */
export interface Exploration {
  readonly scenario: string;
  /** Number of schedules that ran to their end. */
  readonly schedules: number;
  /** Number of different states; 0 for random schedules. */
  readonly states: number;
  /** Whether every schedule was explored. */
  readonly isComplete: boolean;
  readonly settled: readonly Settled[];
  /** The first schedule that violates something. */
  readonly violation?: ScheduleResult;
}

/**
 * Explores every schedule of a scenario, depth first, until one violates something. Each state is explored once.
 *
 * @param maxRuns - ends an exploration that is too large; `isComplete` is `false` then.
 */
export async function exploreAll(scenario: Scenario, maxRuns = Infinity): Promise<Exploration> {
  const seen = new Set<string>();
  const settled: Settled[] = [];
  let schedules = 0;
  const path: { index: number; count: number }[] = [];
  for (let runs = 0; runs < maxRuns; runs += 1) {
    let depth = 0;
    const choose: Choose = async (actions, stateKey) => {
      const replayed = path[depth];
      depth += 1;
      if (replayed) return actions[replayed.index];
      const key = fingerprint(await stateKey());
      if (seen.has(key)) return undefined;
      seen.add(key);
      path.push({ index: 0, count: actions.length });
      return actions[0];
    };
    const result = await runSchedule(scenario, choose);
    if (result) {
      schedules += 1;
      settled.push(...result.settled);
      if (result.violations.length > 0) {
        return {
          scenario: scenario.name,
          schedules,
          states: seen.size,
          isComplete: false,
          settled,
          violation: result,
        };
      }
    }
    while (path.length > 0) {
      const last = path[path.length - 1];
      if (last && last.index + 1 < last.count) {
        last.index += 1;
        break;
      }
      path.pop();
    }
    if (path.length === 0) {
      return { scenario: scenario.name, schedules, states: seen.size, isComplete: true, settled };
    }
  }
  return { scenario: scenario.name, schedules, states: seen.size, isComplete: false, settled };
}

/** Runs random schedules of a scenario until one violates something. The same seed gives the same schedules. */
export async function exploreRandom(
  scenario: Scenario,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<Exploration> {
  const settled: Settled[] = [];
  for (let run = 0; run < runs; run += 1) {
    const random = createRandom(seed + run);
    const choose: Choose = (actions) => {
      let left = random() * actions.reduce((sum, { weight }) => sum + weight, 0);
      return actions.find(({ weight }) => (left -= weight) < 0) ?? actions[0];
    };
    const result = await runSchedule(scenario, choose);
    if (!result) continue;
    settled.push(...result.settled);
    if (result.violations.length > 0) {
      return {
        scenario: scenario.name,
        schedules: run + 1,
        states: 0,
        isComplete: false,
        settled,
        violation: result,
      };
    }
  }
  return { scenario: scenario.name, schedules: runs, states: 0, isComplete: false, settled };
}

/** Returns numbers from 0 to 1: mulberry32, by Tommy Ettinger (public domain). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
