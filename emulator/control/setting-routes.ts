// Declares the control routes of the assumptions, the faults and the clock.
import * as v from 'valibot';
import { AssumptionsInput } from '../wix/core/assumptions.ts';
import { Fault, findFaultProblem } from '../wix/core/faults.ts';
import { OPERATIONS } from '../wix/operations.ts';
import type { Wix } from '../wix/server.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';
import { HUNDRED_YEARS_SECONDS } from './sessions.ts';

const OPERATION_NAMES = OPERATIONS.map(({ name }) => name);

/** Rejects faults that could never apply. */
const ApplicableFault = v.pipe(
  Fault,
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed ? findFaultProblem(dataset.value, OPERATION_NAMES) : undefined;
    if (dataset.typed && problem) {
      const { field, message } = problem;
      const { value } = dataset;
      addIssue({
        message,
        path: [{ type: 'object', origin: 'value', input: value, key: field, value: value[field] }],
      });
    }
  }),
);
const FaultsInput = v.strictObject({ faults: v.pipe(v.array(ApplicableFault), v.maxLength(100)) });
const AdvanceInput = v.strictObject({
  ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(HUNDRED_YEARS_SECONDS * 1000)),
});

const ClockInput = v.strictObject({
  now: v.pipe(
    v.string(),
    v.isoTimestamp('must be an ISO 8601 time, such as 2030-01-01T09:00:00.000Z'),
    v.check(
      (now) => Math.abs(new Date(now).getTime() - Date.now()) <= HUNDRED_YEARS_SECONDS * 1000,
      'must be a time at most 100 years from now',
    ),
  ),
});

function readClock({ clock }: Pick<Wix, 'clock'>): {
  readonly now: string;
  readonly offsetMs: number;
} {
  return { now: clock.now().toISOString(), offsetMs: clock.offset() };
}

const clockTopic = 'Clock and faults';

/** The two routes of the assumptions, at a path. */
function assumptionRoutes(path: string, note = ''): readonly ControlRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path,
      topic: 'Settings',
      description: `Returns the [assumptions](emulator.md#assumptions) in effect.${note}`,
      returns: 'The assumptions: name to value',
      handle: ({ wix }, c) => c.json(wix.assumptions),
    }),
    defineBodyRoute({
      method: 'PUT',
      path,
      topic: 'Settings',
      description: `Changes the given [assumptions](emulator.md#assumptions); the others stay.${note}`,
      returns: 'The assumptions in effect',
      schema: AssumptionsInput,
      example: { visitorAfterLogout: 'same' },
      handle({ wix }, changes, c) {
        wix.setAssumptions(changes);
        return c.json(wix.assumptions);
      },
    }),
  ];
}

/** The control routes of the assumptions, the faults and the clock. */
export const SETTING_ROUTES: readonly ControlRoute[] = [
  ...assumptionRoutes('/assumptions'),
  ...assumptionRoutes('/readings', ' Deprecated: the former name; the next version removes it.'),
  defineRoute({
    method: 'GET',
    path: '/faults',
    topic: clockTopic,
    description: 'Returns the [faults](emulator.md#faults) that are injected into calls to Wix.',
    returns: '`{ faults }`',
    handle: ({ wix }, c) => c.json({ faults: wix.faults.list() }),
  }),
  defineBodyRoute({
    method: 'PUT',
    path: '/faults',
    topic: clockTopic,
    description:
      'Replaces the [faults](emulator.md#faults), at most 100, and restarts the counts of calls.',
    returns: '`{ faults }`',
    schema: FaultsInput,
    example: {
      faults: [{ operation: 'MessagesService.SendMessage', calls: 'first', kind: 'executed-504' }],
    },
    handle({ wix }, { faults }, c) {
      wix.faults.set(faults);
      return c.json({ faults: wix.faults.list() });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/faults',
    topic: clockTopic,
    description: 'Removes every fault.',
    returns: '`{ faults: [] }`',
    handle({ wix }, c) {
      wix.faults.set([]);
      return c.json({ faults: [] });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/clock',
    topic: clockTopic,
    description:
      "Returns the time of the emulator's clock, and how far it is ahead of the system's.",
    returns: '`{ now, offsetMs }`',
    handle: ({ wix }, c) => c.json(readClock(wix)),
  }),
  defineBodyRoute({
    method: 'PUT',
    path: '/clock',
    topic: clockTopic,
    description:
      "Sets the emulator's clock, also to an earlier time, within 100 years. It runs on from there. Answers when the late executions and the jobs that are due are finished.",
    returns: '`{ now, offsetMs }`',
    schema: ClockInput,
    example: { now: '2030-01-01T09:00:00.000Z' },
    async handle({ wix, jobs }, { now }, c) {
      wix.clock.set(new Date(now));
      await wix.lateRunsSettled();
      await jobs?.restart();
      return c.json(readClock(wix));
    },
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/clock/advance',
    topic: clockTopic,
    description:
      "Moves the emulator's clock forward by milliseconds, at most 100 years. Answers when the late executions and the jobs that are due are finished.",
    returns: '`{ now, offsetMs }`',
    schema: AdvanceInput,
    example: { ms: 86_400_000 },
    async handle({ wix, jobs }, { ms }, c) {
      wix.clock.advance(ms);
      await wix.lateRunsSettled();
      await jobs?.restart();
      return c.json(readClock(wix));
    },
  }),
];
