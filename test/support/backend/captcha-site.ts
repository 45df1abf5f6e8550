// A site with a CAPTCHA: two containers with the port in memory, and visitors who send in them.
import { expect } from 'vitest';
import { settings } from '../settings.ts';
import type { InboxSettings } from 'backend/inbox/settings';
import { createWixInMemory } from '../port/wix-in-memory.ts';
import { HIGH_BUDGETS, NO_LIMITS, setup } from './setup.ts';

/** Half of it is two leases of five. */
const TWENTY = { messages: 20, minutes: 10 };

/** Two containers of one site with its send log, and visitors who send in one of them. */
export function setupSite({
  captcha = 'on',
  ...site
}: Partial<InboxSettings['limits']['site']> & Partial<Pick<InboxSettings, 'captcha'>> = {}) {
  const world = createWixInMemory();
  const limits = {
    ...settings.limits,
    messages: NO_LIMITS,
    site: { ...HIGH_BUDGETS, visitors: TWENTY, visitorsWithCaptcha: TWENTY, ...site },
  };
  const [one, two] = [0, 1].map(() => setup({ captcha, limits }, world));
  if (!one || !two) throw new Error('The site has two containers.');
  const containers = [one, two];
  world.now = () => one.clock.now;
  return {
    world,
    containers,
    wait(ms: number) {
      for (const { clock } of containers) clock.now += ms;
    },
    /** A visitor, who sends a chat text. Returns `sent` or the error. */
    async visitor() {
      const visitorId = await world.createVisitor();
      return (container: number, options: object = {}): Promise<unknown> =>
        world.runAs({ visitorId }, () =>
          (containers[container % 2] ?? one).inbox.sendText('Hi', options).then(
            ({ replayed }) => (replayed ? 'replayed' : 'sent'),
            (error: unknown) => error,
          ),
        );
    },
  };
}

/** Type of `setupSite`. */
export type Site = ReturnType<typeof setupSite>;

/** Uses up the half of a budget that needs no CAPTCHA, in both containers. Both know that it is used up. */
export async function useUpHalf({ visitor, world }: Site): Promise<void> {
  const results: unknown[] = [];
  for (let count = 0; count < 14; count += 1) results.push(await (await visitor())(count));
  expect(results.filter((result) => result === 'sent')).toHaveLength(10);
  expect(world.sent).toHaveLength(10);
}

/** Sends, and returns the result with the calls to Wix and the rows that it caused. */
export async function observe({ world }: Site, send: () => Promise<unknown>) {
  const before = world.calls.length;
  const result = await send();
  const calls = world.calls.slice(before);
  return { result, calls, rows: calls.filter((call) => /append|Lease|update|store/.test(call)) };
}
