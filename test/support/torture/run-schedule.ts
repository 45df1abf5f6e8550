// Runs one schedule of a scenario.
import { listActions, type Action } from './actions.ts';
import { judge, settlements, type Settled } from './judge.ts';
import type { Scenario } from './scenario.ts';
import { createWorld, START } from './world.ts';

/** The result of a schedule. */
export interface ScheduleResult {
  /** Empty if everything holds. */
  readonly violations: readonly string[];
  readonly settled: readonly Settled[];
  /** What happened, in order. */
  readonly trace: readonly string[];
}

/**
 * Chooses what happens next. `stateKey` identifies the state. Returns `undefined` to end the run, because the same
 * state was explored before.
 */
export type Choose = (
  actions: readonly Action[],
  stateKey: () => Promise<string>,
) => Promise<Action | undefined> | Action | undefined;

/** More steps than any schedule needs. */
const MAX_STEPS = 2_000;

/** Runs a schedule to its end. Returns `undefined` if the chooser ended it. */
export async function runSchedule(
  scenario: Scenario,
  choose: Choose,
): Promise<ScheduleResult | undefined> {
  const world = await createWorld(scenario);
  const trace: string[] = [];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    // Lets every container run until it waits for Wix.
    await new Promise((resolve) => setImmediate(resolve));
    const actions = listActions(world);
    if (actions.length === 0) {
      const { history } = world;
      const answers = history.map(
        ({ kind, key, at, code = '' }) => `${key.charAt(0)} ${kind} ${code} ${at - START}`,
      );
      return {
        violations: judge(history, world.texts()),
        settled: settlements(history),
        trace: [...trace, ...answers],
      };
    }
    const [only] = actions;
    const action = actions.length === 1 ? only : await choose(actions, world.stateKey);
    if (!action) return undefined;
    trace.push(`${(world.now - START) / 1000}: ${action.label}`);
    await action.run();
  }
  throw new Error(`The schedule does not end:\n${trace.slice(-40).join('\n')}`);
}
