// One of the containers that Wix runs of the same backend: its own caches and clocks, over a world that all share.
import { settings } from '../settings.ts';
import { createInbox, type Inbox } from 'backend/inbox/inbox';
import type { Wix } from 'backend/inbox/wix/port';
import type { VirtualTimer } from './virtual-timers.ts';

/** A running container. */
export interface Container {
  readonly index: number;
  /** `A1` is the first process in place A, `A2` the one after its crash. */
  readonly name: string;
  readonly inbox: Inbox;
  isAlive: boolean;
  /** When it continues, if it stands still. */
  frozenUntil: number | undefined;
  /** How long it stood still, which its monotonic clock does not count. */
  frozenMs: number;
  /** What arrived while it stood still. */
  held: (() => void)[];
  /** Everything that it has received, in order. It determines what the container does next. */
  readonly seen: string[];
}

/** A call to Wix. It takes effect, and is answered, when the schedule says so. */
export interface Operation {
  readonly container: Container;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly issuedAt: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** The time limit of the call. */
  timer: { readonly timer: VirtualTimer; readonly at: number } | undefined;
  isExecuted: boolean;
  isAnswered: boolean;
}

/** What a container needs. */
export interface ContainerOptions {
  readonly index: number;
  readonly generation: number;
  readonly wix: Wix;
  readonly skewMs: number;
  readonly sendWithinMs: number;
  /** Wix's time. */
  readonly now: () => number;
  /** Called when the container calls Wix. */
  readonly issue: (operation: Operation) => void;
}

/** Limits of messages are not part of the protocol. */
const NO_LIMITS = { visitorForm: [], visitorChat: [], member: [] };
/** The most that a budget can be, and more than a run spends. */
const LARGE = { messages: 500, minutes: 1_440 };
const SITE = {
  visitors: LARGE,
  visitorsWithTicket: LARGE,
  visitorsWithCaptcha: LARGE,
  members: LARGE,
  notifications: LARGE,
  thanks: LARGE,
  likes: LARGE,
};

/** Creates a container. */
export function createContainer(options: ContainerOptions): Container {
  const { index, generation, wix, skewMs, sendWithinMs, now } = options;
  const name = `${String.fromCharCode(65 + index)}${generation}`;
  let ids = 0;
  const port = new Proxy(wix, {
    get:
      (_, method) =>
      (...args: readonly unknown[]) =>
        new Promise((resolve, reject) => {
          const [isExecuted, isAnswered, timer] = [false, false, undefined];
          options.issue({
            container,
            name: String(method),
            args,
            issuedAt: now(),
            resolve,
            reject,
            timer,
            isExecuted,
            isAnswered,
          });
        }),
  });
  const limits = { ...settings.limits, sendWithinMs, messages: NO_LIMITS, site: SITE };
  const inbox = createInbox({
    wix: port,
    settings: { ...settings, realtime: 'off', limits },
    log: () => {},
    now: () => now() + skewMs,
    monotonic: () => now() - container.frozenMs,
    id: () => `${name}-${(ids += 1)}`,
  });
  const container: Container = {
    index,
    name,
    inbox,
    isAlive: true,
    frozenUntil: undefined,
    frozenMs: 0,
    held: [],
    seen: [],
  };
  return container;
}

/** Lets a container receive something now, or when it continues. A dead one receives nothing. */
export function receive(container: Container, what: string, action: () => void): void {
  if (!container.isAlive) return;
  const run = () => {
    container.seen.push(what);
    action();
  };
  if (container.frozenUntil === undefined) run();
  else container.held.push(run);
}
