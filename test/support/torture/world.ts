// The state of one run: Wix, its containers, the pages and the virtual time.
import { createMemoryRows } from 'backend/inbox/messaging/send-log/memory-rows';
import { fingerprint } from 'backend/inbox/access/fingerprint';
import { createWixInMemory } from '../port/wix-in-memory.ts';
import { createContainer, receive, type Container, type Operation } from './container.ts';
import { createPage, type Page } from './page.ts';
import type { ClientEvent } from './judge.ts';
import type { Budgets, Scenario } from './scenario.ts';
import { useTimers } from './virtual-timers.ts';

/** The state of one run. */
export interface World {
  readonly scenario: Scenario;
  readonly containers: Container[];
  readonly pages: readonly Page[];
  /** Calls to Wix that have not taken effect, or are not answered. */
  operations: Operation[];
  readonly history: ClientEvent[];
  readonly left: { -readonly [Kind in keyof Budgets]: Budgets[Kind] };
  /** Virtual time by Wix's clock, in ms since 1970. */
  now: number;
  /** Executes a call. */
  execute(operation: Operation): Promise<unknown>;
  /** Ends a container. Another one takes its place. */
  replace(container: Container): void;
  /** Returns the texts in Inbox, oldest first. */
  texts(): readonly string[];
  /** Returns a text that is equal for runs that continue in the same way. */
  stateKey(): Promise<string>;
}

/** The time at which every run starts. */
export const START = Date.parse('2026-11-20T09:00:00Z');

/** Creates the world of a run. */
export async function createWorld(scenario: Scenario): Promise<World> {
  const wix = createWixInMemory();
  wix.now = () => world.now;
  const rows = createMemoryRows(() => world.now);
  // A lease is always granted: which one a container tries is random, and a run must be the same when it is repeated.
  wix.sendLog = { ...rows, takeLease: async () => true };
  const visitorId = await wix.createVisitor();
  const sender = fingerprint(`visitor:${visitorId}`);
  let generations = 0;
  let last: Operation | undefined;

  useTimers((timer, ms) => {
    // The time limit of a call starts right after the call.
    if (!last || last.timer) throw new Error('A timer belongs to no call to Wix');
    last.timer = { timer, at: world.now + ms };
  });

  function issue(operation: Operation): void {
    last = operation;
    // The clean-up deletes only rows that are older than any scenario.
    if (operation.name !== 'pruneSendLog' && !scenario.instant.includes(operation.name)) {
      world.operations.push(operation);
      return;
    }
    void answerAtOnce(operation);
  }

  async function answerAtOnce(operation: Operation): Promise<void> {
    const { container, name, resolve } = operation;
    const value = await world.execute(operation);
    receive(container, `${name} ${JSON.stringify(value)}`, () => resolve(value));
  }

  function create(index: number): Container {
    generations += 1;
    const { skews, sendWithinMs } = scenario;
    return createContainer({
      index,
      generation: generations,
      wix: wix.wix,
      skewMs: skews[index % skews.length] ?? 0,
      sendWithinMs,
      now: () => world.now,
      issue,
    });
  }

  const world: World = {
    scenario,
    containers: [],
    pages: scenario.pages.map((script) => createPage(script, START + script.startsAt)),
    operations: [],
    history: [],
    left: { ...scenario.budgets },
    now: START,
    execute(operation) {
      operation.isExecuted = true;
      const method: unknown = Reflect.get(wix.wix, operation.name);
      if (typeof method !== 'function') throw new Error(`Wix has no method ${operation.name}`);
      return wix.runAs({ visitorId }, async () => {
        const result: unknown = await Reflect.apply(method, wix.wix, operation.args);
        return result;
      });
    },
    replace(container) {
      container.isAlive = false;
      container.held = [];
      world.containers[container.index] = create(container.index);
    },
    texts: () =>
      wix
        .messagesOf({ anonymousVisitorId: visitorId })
        .map(({ content }) => String(content['previewText'])),
    async stateKey() {
      const { now, left, history } = world;
      const entries = await rows.listSendLog(sender, 100);
      return JSON.stringify([
        now,
        left,
        world.containers.map((it) => [it.name, it.seen, it.frozenUntil, it.held.length]),
        world.operations.map(toKey),
        world.pages.map(({ container, nextAskAt, isDone }) => [container?.name, nextAskAt, isDone]),
        history.map(({ kind, key, at, code }) => [kind, key, at, code]),
        entries,
        await Promise.all(entries.map((entry) => rows.readSentTo(entry))),
        wix.messagesOf({ anonymousVisitorId: visitorId }),
      ]);
    },
  };
  const places = new Set(scenario.pages.flatMap(({ containers }) => containers));
  const inOrder = [...places].sort((one, other) => one - other);
  for (const index of inOrder) world.containers[index] = create(index);
  return world;
}

function toKey({ container, name, args, issuedAt, timer, isExecuted, isAnswered }: Operation) {
  const limit = timer && !timer.timer.isCleared ? timer.at : undefined;
  return [
    container.name,
    name,
    container.isAlive ? '' : args,
    issuedAt,
    limit,
    isExecuted,
    isAnswered,
  ];
}
