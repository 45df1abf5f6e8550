// Callers with form tickets, in two containers of a site with the port in memory.
import type { InboxSettings } from 'backend/inbox/settings';
import type { CallerIdentity } from '../port/port-harness.ts';
import { wixFailure } from '../port/wix-failures.ts';
import { createSecret } from './callers.ts';
import { mainCalls, setup as setupInbox } from './setup.ts';

/** Milliseconds. */
export const SECOND = 1_000;
/** Milliseconds. */
export const HOUR = 60 * 60 * SECOND;

const FORM = { firstName: 'Ada' };

/** Creates two containers of a site with a secret, and a visitor who opens and sends forms in each. */
export async function setupTickets(
  overrides: Partial<InboxSettings> = {},
  secret = createSecret(1),
) {
  const first = setupInbox(overrides);
  const { world } = first;
  const second = setupInbox(overrides, world);
  world.now = () => first.clock.now;
  if (secret !== '') world.secrets.set('InboxKeys', secret);
  const visitorId = await world.createVisitor();
  const caller = (identity: CallerIdentity, { inbox } = first) => ({
    open: (form?: string) => world.runAs(identity, () => inbox.openForm(form)),
    async ticket(form?: string): Promise<string> {
      const { ticket } = await world.runAs(identity, () => inbox.openForm(form));
      if (ticket === undefined) throw new Error('openForm returned no ticket.');
      return ticket;
    },
    send: (ticket: string | undefined, data: object = FORM, options: object = {}) =>
      world.runAs(identity, () =>
        inbox.sendForm(data, { ...(ticket !== undefined && { ticket }), ...options }),
      ),
  });
  function wait(ms: number): void {
    first.clock.now += ms;
    second.clock.now += ms;
  }
  return {
    ...{ world, first, second, visitorId, wait, caller },
    ada: caller({ visitorId }),
    adaInOther: caller({ visitorId }, second),
    /** Returns the calls since the last time, without leases. */
    takeCalls: () => {
      const calls = mainCalls(world);
      world.calls.length = 0;
      return calls;
    },
    failSend(execute: 'executed' | 'not executed') {
      world.faults.set('sendMessage', async (run) => {
        if (execute === 'executed') await run();
        throw wixFailure(504);
      });
    },
  };
}
