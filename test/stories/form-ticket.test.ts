import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { at } from '../support/stories/json.ts';
import { shareEmulator, type Harness, type Person } from '../support/stories/harness.ts';
import { summarize } from '../support/stories/wix-calls.ts';

const setup = shareEmulator();
/** The delay of every call to Wix, in milliseconds. */
const DELAY = 400;
const SEND = 'MessagesService.SendMessage';

beforeEach(() => {
  // Time passes only when a test says so; timers are not replaced.
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const wait = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

async function openForm(person: Person): Promise<string> {
  const opened = await person.call('openForm');
  expect(opened).toMatchObject({ ok: true, notBeforeMs: 2_000 });
  return String(at(opened, 'ticket'));
}

/** Returns the operations of the calls to Wix from the `first` one until a message was sent, as they ended. */
async function operationsUntilSent(
  { requests }: Harness,
  first: number,
): Promise<readonly string[]> {
  const operations = (await requests()).slice(first).map(({ operation }) => operation);
  return operations.slice(0, operations.indexOf(SEND) + 1);
}

it('sends with a ticket in two calls in sequence, with the send log and the limits', async () => {
  const harness = await setup();
  const ada = await harness.visitor();
  const tickets = [await openForm(ada), await openForm(ada), await openForm(ada)];
  wait(2);
  const send = (ticket: string | undefined) =>
    ada.call('sendFormData', { firstName: 'Ada' }, { ticket });
  // The first send reads the log and takes leases of the budgets.
  expect(await send(tickets[0])).toEqual({ ok: true, once: true });
  await harness.emulator.settled();
  const before = (await harness.requests()).length;
  const faults = [{ operation: '*', calls: 'every', kind: 'delay', delayMs: DELAY }];
  await harness.control('PUT', 'faults', { faults });

  const durations: number[] = [];
  for (const ticket of tickets.slice(1)) {
    const startedAt = performance.now();
    expect(await send(ticket)).toEqual({ ok: true, once: true });
    durations.push(performance.now() - startedAt);
  }

  await harness.control('DELETE', 'faults');
  const operations = await operationsUntilSent(harness, before);
  expect(operations.slice(0, -1).toSorted()).toEqual([
    'ConversationsService.GetOrCreateConversation',
    'DataItemService.InsertDataItem',
    'OAuth2.TokenInfo',
  ]);
  expect(operations.at(-1)).toBe(SEND);
  // A busy machine can only make a send slower, so the faster one counts.
  expect(Math.floor(Math.min(...durations) / DELAY)).toBe(2);
});

it('keeps the key and the log of the ticket from a visitor to a contact to a member', async () => {
  const harness = await setup();
  const ada = await harness.visitor();
  const ticket = await openForm(ada);
  wait(2);
  const form = { firstName: 'Ada', email: 'ada@example.com' };
  expect(await ada.call('sendFormData', form, { ticket })).toEqual({ ok: true, once: true });
  await harness.emulator.settled();
  const replayed = { ok: true, once: true, replayed: true };
  expect(await ada.call('sendFormData', form, { ticket })).toEqual(replayed);
  const asMember = await harness.member('ada@example.com');
  expect(await asMember.call('sendFormData', form, { ticket })).toEqual(replayed);
  const { messages } = await harness.conversationOf({ memberId: asMember.id });
  expect(messages.map(summarize).filter((text) => text === 'Contact')).toHaveLength(1);
});

it('refuses another person’s ticket', async () => {
  const harness = await setup();
  const [ada, eve] = [await harness.visitor(), await harness.visitor()];
  const ticket = await openForm(ada);
  wait(2);
  const options = { ticket };
  const refused = await eve.call('sendFormData', { firstName: 'Eve' }, options);
  expect(at(refused, 'error', 'code')).toBe('IDENTITY_CHANGED');
  expect((await harness.requests()).map(({ operation }) => operation)).not.toContain(SEND);
  expect(await ada.call('sendFormData', { firstName: 'Ada' }, options)).toEqual({
    ok: true,
    once: true,
  });
});

it('returns preview, and no ticket, to the owner in preview', async () => {
  const { user } = await setup();
  const owner = await user();
  expect(await owner.call('openForm', 'contact')).toEqual({ ok: true, preview: true });
});
