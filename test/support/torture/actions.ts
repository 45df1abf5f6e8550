// What can happen next in a run.
import { fromWixError } from 'backend/inbox/wix/error';
import { networkFailure } from '../port/wix-failures.ts';
import { receive, type Container, type Operation } from './container.ts';
import { describe, keyOf, toName } from './labels.ts';
import { callFrom, end, WEB_METHOD_MS } from './page.ts';
import { FREEZE_MS } from './scenario.ts';
import type { World } from './world.ts';

/** Something that can happen next. */
export interface Action {
  readonly label: string;
  /** How often a random run chooses it. */
  readonly weight: number;
  readonly run: () => Promise<void> | void;
}

const READS = [
  'tokenInfo',
  'listSendLog',
  'findInSendLog',
  'readSentTo',
  'listMessages',
  'openConversation',
];

/** Returns everything that can happen next; nothing at the end of a run. */
export function listActions(world: World): readonly Action[] {
  const { weights } = world.scenario;
  const actions = listAllActions(world);
  if (weights.length === 0) return actions;
  return actions.map((action) => {
    const [, weight = action.weight] = weights.find(([label]) => label.test(action.label)) ?? [];
    return { ...action, weight };
  });
}

function listAllActions(world: World): readonly Action[] {
  dropOutdated(world);
  const due = listDue(world);
  const waiting = world.operations.filter(isWaiting);
  const isIdle = due.length === 0 && waiting.length === 0;
  const next = nextEventAt(world);
  const wait: Action[] =
    next !== undefined && (isIdle || world.left.delays > 0)
      ? [
          {
            label: `time passes (${(next - world.now) / 1000} s)`,
            weight: 1,
            run() {
              if (!isIdle) world.left.delays -= 1;
              world.now = next;
            },
          },
        ]
      : [];
  return [
    ...due,
    ...waiting.map((operation) => succeed(world, operation)),
    ...wait,
    ...world.operations.filter((it) => !isWaiting(it)).map((it) => executeLate(world, it)),
    ...waiting.flatMap((operation) => listFaults(world, operation)),
    ...listContainerFaults(world, waiting),
  ];
}

/** A call whose container waits for the answer. */
function isWaiting(operation: Operation): boolean {
  const { container, isAnswered } = operation;
  return (
    !isAnswered && container.isAlive && container.frozenUntil === undefined && !isLate(operation)
  );
}

function isLate({ timer }: Operation): boolean {
  return timer?.timer.isCleared === true;
}

/** Removes calls that can no longer take effect, and answered ones. */
function dropOutdated(world: World): void {
  const oldest = world.now - world.scenario.executesWithinMs;
  world.operations = world.operations.filter((operation) => {
    if (operation.isExecuted) return false;
    if (isWaiting(operation)) return true;
    const canHaveEffect = !READS.includes(operation.name) || !isLate(operation);
    return (
      operation.issuedAt > oldest &&
      canHaveEffect &&
      (operation.container.isAlive || !READS.includes(operation.name))
    );
  });
}

function listDue(world: World): readonly Action[] {
  const { now, pages, containers, operations } = world;
  const action = (label: string, run: () => void): Action => ({ label, weight: 10, run });
  return [
    ...containers
      .filter(({ frozenUntil }) => frozenUntil !== undefined && frozenUntil <= now)
      .flatMap((container) => [
        action(`${container.name} continues`, () => thaw(container)),
        ...(container.held.length > 0 && operations.some((it) => isDueTimer(world, it, container))
          ? [action(`${container.name} continues, time limits first`, () => thaw(container, world))]
          : []),
      ]),
    ...operations
      .filter((it) => isDueTimer(world, it) && it.container.frozenUntil === undefined)
      .map((it) => action(`${describe(it)} reaches its time limit`, () => fireTimer(it))),
    ...pages
      .filter(({ nextAskAt = Infinity }) => nextAskAt <= now)
      .map((page) => action(`page calls with ${keyOf(page)}`, () => callFrom(world, page))),
    ...pages
      .filter((page) => page.container && page.calledAt + WEB_METHOD_MS <= now)
      .map((page) =>
        action(`page of ${keyOf(page)} stops waiting`, () => end(world, page, 'NO_RESPONSE')),
      ),
  ];
}

function isDueTimer(world: World, operation: Operation, of = operation.container): boolean {
  const { timer, container } = operation;
  return (
    timer !== undefined &&
    !timer.timer.isCleared &&
    timer.at <= world.now &&
    container === of &&
    container.isAlive
  );
}

function fireTimer(operation: Operation): void {
  const { timer, container, name } = operation;
  if (!timer) return;
  timer.timer.isCleared = true;
  receive(container, `limit ${name} ${timer.at}`, timer.timer.fire);
}

function thaw(container: Container, timersFirst?: World): void {
  const { held } = container;
  container.frozenUntil = undefined;
  container.frozenMs += FREEZE_MS;
  container.held = [];
  for (const operation of timersFirst?.operations ?? []) {
    if (timersFirst && isDueTimer(timersFirst, operation, container)) fireTimer(operation);
  }
  for (const run of held) run();
}

/** Returns when something happens without a call being answered. */
function nextEventAt(world: World): number | undefined {
  const { now, pages, containers, operations, scenario } = world;
  const times = [
    ...pages.map(({ nextAskAt }) => nextAskAt),
    ...pages.map(({ container, calledAt }) => container && calledAt + WEB_METHOD_MS),
    ...containers.map(({ frozenUntil }) => frozenUntil),
    ...operations.map(({ timer, container }) =>
      timer && !timer.timer.isCleared && container.isAlive ? timer.at : undefined,
    ),
    ...operations.map((it) =>
      isWaiting(it) ? undefined : it.issuedAt + scenario.executesWithinMs,
    ),
  ].filter((at) => at !== undefined && at > now);
  return times.length > 0 ? Math.min(...times.map(Number)) : undefined;
}

function succeed(world: World, operation: Operation): Action {
  return {
    label: describe(operation),
    weight: 10,
    run: async () => answer(world, operation, await world.execute(operation)),
  };
}

function executeLate(world: World, operation: Operation): Action {
  return {
    label: `${describe(operation)} is executed late`,
    weight: 2,
    async run() {
      const value = await world.execute(operation);
      if (!operation.isAnswered) answer(world, operation, value);
    },
  };
}

function listFaults(world: World, operation: Operation): readonly Action[] {
  const { faulty } = world.scenario;
  if (world.left.faults === 0 || faulty?.includes(operation.name) === false) return [];
  const isRead = READS.includes(operation.name);
  const fault = (label: string, run: () => Promise<unknown> | void): Action => ({
    label: `${describe(operation)} ${label}`,
    weight: 1,
    async run() {
      world.left.faults -= 1;
      await run();
    },
  });
  const failed = (code: string) => fromWixError(networkFailure(code), toName(operation));
  const reset = () => fail(world, operation, failed('ECONNRESET'));
  const dropped = fault('is not executed, ECONNRESET', () => {
    operation.isExecuted = true;
    reset();
  });
  const refused = fault('is refused, ECONNREFUSED', () => {
    operation.isExecuted = true;
    fail(world, operation, failed('ECONNREFUSED'));
  });
  if (isRead) return [dropped];
  return [
    fault('is executed, ECONNRESET', async () => {
      await world.execute(operation);
      reset();
    }),
    dropped,
    refused,
    fault('is on its way, ECONNRESET', reset),
  ];
}

function listContainerFaults(world: World, waiting: readonly Operation[]): readonly Action[] {
  const busy = [...new Set(waiting.map(({ container }) => container))];
  const crashes = world.left.crashes > 0 ? busy : [];
  const freezes = world.left.freezes > 0 ? busy : [];
  return [
    ...crashes.map((container) => ({
      label: `${container.name} CRASHES`,
      weight: 0.5,
      run() {
        world.left.crashes -= 1;
        world.replace(container);
        for (const page of world.pages) {
          if (page.container === container) end(world, page, 'CONNECTION_LOST');
        }
      },
    })),
    ...freezes.map((container) => ({
      label: `${container.name} stands still`,
      weight: 0.5,
      run() {
        world.left.freezes -= 1;
        container.frozenUntil = world.now + FREEZE_MS;
      },
    })),
  ];
}

function answer(world: World, operation: Operation, value: unknown): void {
  operation.isAnswered = true;
  const what = `${operation.name} ${world.now} ${JSON.stringify(value)}`;
  receive(operation.container, what, () => operation.resolve(value));
}

function fail(world: World, operation: Operation, error: Error): void {
  operation.isAnswered = true;
  const what = `${operation.name} ${world.now} ${error.message}`;
  receive(operation.container, what, () => operation.reject(error));
}
