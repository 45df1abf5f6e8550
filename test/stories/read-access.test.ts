import { expect, it } from 'vitest';
import { siteVariant } from '../support/site-variant.ts';
import { ANY_TEXT, at, listWith, parse } from '../support/stories/json.ts';
import { openRealtimePage, listPublished } from '../support/stories/realtime-page.ts';
import {
  CANARIES,
  createContactWithSecrets,
  callsWithValue,
  createMemberWithSecrets,
  SECRET,
  listIds,
  VICTIM,
  type VictimIds,
} from '../support/stories/canaries.ts';
import { findUnexplainedReads } from '../support/stories/reads.ts';
import {
  createHarness,
  captureSiteLog,
  shareEmulator,
  type Person,
  type Harness,
} from '../support/stories/harness.ts';

// Attacks on the read access: with another person's e-mail address, and with all IDs of their conversation.

const setup = shareEmulator();
const ABSORBED_VISITOR = ['merged', 'fresh', 'not-found'] as const;

/**
 * Calls every web method with the victim's address and IDs, and subscribes to every channel.
 *
 * @returns the canaries in the responses, errors and Realtime messages, and the channels and IDs that leaked
 */
async function attack(
  harness: Harness,
  mallory: Person,
  victimIds: VictimIds,
): Promise<readonly string[]> {
  const page = await openRealtimePage(harness, mallory);
  const ownResource: unknown = at(await mallory.call('listMessages'), 'channel', 'resourceId');
  const ownStatus =
    typeof ownResource === 'string'
      ? await page.subscribe({ name: 'inbox', resourceId: ownResource })
      : 200;
  expect(ownStatus).toBe(200);

  const leaks: string[] = [];
  const ids = listIds(victimIds);
  for (const name of ['inbox', 'inbox-admin', 'INBOX', '@preview-inbox', 'inbox/..', 'inbox ']) {
    for (const resourceId of [undefined, VICTIM, ...ids, `member:${victimIds.memberId}`]) {
      const channel = { name, ...(resourceId !== undefined && { resourceId }) };
      if ((await page.subscribe(channel)) === 200) leaks.push(JSON.stringify(channel));
    }
  }

  let seen = '';
  for (const value of [VICTIM, ...ids]) {
    for (const [method, ...args] of callsWithValue(value)) {
      const { status, headers, text } = await harness.post(method, args, mallory.token);
      seen += `${method} ${status} ${JSON.stringify(headers)} ${text}\n`;
    }
    // An ID that the attacker has not sent yet must not be returned.
    if (value === VICTIM) leaks.push(...ids.filter((id) => seen.includes(id)));
  }
  // The business writes to the victim while the attacker's page is subscribed.
  const { contactId, memberId } = victimIds;
  const to = memberId === undefined ? { contactId } : { memberId };
  const message = { basic: { items: [{ text: SECRET }] } };
  expect(await (await harness.admin()).call('sendMessageTo', to, message)).toMatchObject({
    ok: true,
  });
  seen += JSON.stringify(await page.receivedMessages());
  return [...CANARIES.filter((canary) => seen.includes(canary)), ...leaks];
}

/** Expects that pings contain only kind and time, and that the log contains no text, ID or address. */
async function expectNoLeaks(
  harness: Harness,
  log: readonly string[],
  ids: VictimIds,
): Promise<void> {
  // A channel is pinged at most once a second, so a ping can be published later.
  await expect.poll(() => listPublished(harness)).not.toEqual([]);
  const payloads = (await listPublished(harness)).map((message) => at(message, 'payload'));
  for (const payload of payloads) expect(payload).toEqual({ kind: ANY_TEXT, at: ANY_TEXT });
  const logText = log.join('\n');
  for (const secret of [...CANARIES, ...listIds(ids), VICTIM, 'Mallory']) {
    expect(logText).not.toContain(secret);
  }
}

/** Returns the reads of a conversation, except those of the harness and of event handlers. */
async function findReadsOf(harness: Harness, conversationId: string): Promise<readonly unknown[]> {
  const reads = await findUnexplainedReads(harness);
  return reads.filter(({ path, body }) => JSON.stringify([path, body]).includes(conversationId));
}

it.each(ABSORBED_VISITOR)(
  'shows a visitor who enters a contact’s address nothing about the contact (%s)',
  async (absorbedVisitor) => {
    const log = captureSiteLog();
    const harness = await setup();
    await harness.control('PUT', 'assumptions', { absorbedVisitor });
    const ids = await createContactWithSecrets(harness);
    const mallory = await harness.visitor();
    await mallory.call('sendBasicMessage', 'Before');
    await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
    await harness.emulator.settled();
    expect(await harness.events('conversations-merged')).toHaveLength(1);
    expect(await attack(harness, mallory, ids)).toEqual([]);
    await expectNoLeaks(harness, log, ids);
    expect(await findReadsOf(harness, ids.conversationId)).toEqual([]);
  },
);

it.each(ABSORBED_VISITOR)(
  'shows a visitor who entered an address nothing about a member who registers with it later (%s)',
  async (absorbedVisitor) => {
    const log = captureSiteLog();
    const harness = await setup();
    await harness.control('PUT', 'assumptions', { absorbedVisitor });
    const mallory = await harness.visitor();
    await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
    await harness.emulator.settled();
    const { ids } = await createMemberWithSecrets(harness);
    const before = (await findReadsOf(harness, ids.conversationId)).length;
    expect(await attack(harness, mallory, ids)).toEqual([]);
    await expectNoLeaks(harness, log, ids);
    expect(await findReadsOf(harness, ids.conversationId)).toHaveLength(before);
  },
);

it.each([
  ['not-associated', 'merged'],
  ['associated', 'merged'],
  ['associated', 'fresh'],
  ['associated', 'not-found'],
] as const)(
  'shows a visitor who enters a member’s address nothing about the member (%s, %s)',
  async (notAuthenticatedMember, absorbedVisitor) => {
    const log = captureSiteLog();
    const harness = await setup();
    await harness.control('PUT', 'assumptions', { notAuthenticatedMember, absorbedVisitor });
    const { ids } = await createMemberWithSecrets(harness);
    const before = (await findReadsOf(harness, ids.conversationId)).length;
    const mallory = await harness.visitor();
    await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
    expect(await attack(harness, mallory, ids)).toEqual([]);
    await expectNoLeaks(harness, log, ids);
    expect(await findReadsOf(harness, ids.conversationId)).toHaveLength(before);
  },
);

it.each(
  (['new', 'same'] as const).flatMap((after) =>
    ABSORBED_VISITOR.map((absorbed) => [after, absorbed] as const),
  ),
)(
  'shows the next person at a shared computer nothing about the member who logged out (%s id, %s)',
  async (visitorAfterLogout, absorbedVisitor) => {
    const log = captureSiteLog();
    const harness = await setup();
    await harness.control('PUT', 'assumptions', { visitorAfterLogout, absorbedVisitor });
    const browser = await harness.visitor();
    await browser.call('sendBasicMessage', SECRET);
    const { member, ids } = await createMemberWithSecrets(harness, browser);
    const before = (await findReadsOf(harness, ids.conversationId)).length;
    const next = await harness.visitor({ from: member.token });
    expect(await attack(harness, next, ids)).toEqual([]);
    await expectNoLeaks(harness, log, ids);
    expect(await findReadsOf(harness, ids.conversationId)).toHaveLength(before);
  },
);

it('shows a member nothing about another member', async () => {
  const log = captureSiteLog();
  const harness = await setup();
  const { ids } = await createMemberWithSecrets(harness);
  const before = (await findReadsOf(harness, ids.conversationId)).length;
  const mallory = await harness.member('mallory@example.com');
  await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
  expect(await attack(harness, mallory, ids)).toEqual([]);
  await expectNoLeaks(harness, log, ids);
  expect(await findReadsOf(harness, ids.conversationId)).toHaveLength(before);
});

it('rejects another person’s cursor without calling Inbox', async () => {
  const harness = await setup();
  const { member, ids } = await createMemberWithSecrets(harness);
  const again = at(await member.call('listMessages', { cursor: ids.cursor }), 'messages');
  expect(JSON.stringify(again)).toContain(SECRET);
  for (const other of [await harness.visitor(), await harness.member('mallory@example.com')]) {
    const from = (await harness.requests()).length;
    const { text } = await harness.post('listMessages', [{ cursor: ids.cursor }], other.token);
    expect(at(parse(text), 'result', 'error', 'code')).toBe('CURSOR_EXPIRED');
    const operations = (await harness.requests()).slice(from).map(({ operation }) => operation);
    expect(operations.filter((operation) => /Conversation|Message/.test(operation))).toEqual([]);
  }
});

it('finds the leaks of a site that trusts an entered address and allows all subscriptions', async () => {
  captureSiteLog();
  const site = siteVariant({
    'backend/inbox/access/read-access': `
      import { callerParticipant } from 'backend/inbox/access/caller';
      export const openReadableConversation = ({ wix }, caller) =>
        wix.openConversation(callerParticipant(caller));
    `,
    'backend/inbox/realtime/channel': `
      export { ADMIN_CHANNEL, PARTICIPANT_CHANNEL, toChannelResource } from 'backend/inbox/realtime/channel-original';
      export const checkChannelPermission = async () => ({ read: true });
    `,
  });
  const harness = await createHarness({ site });
  const ids = await createContactWithSecrets(harness);
  const mallory = await harness.visitor();
  await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
  await harness.emulator.settled();
  const found = await attack(harness, mallory, ids);
  expect(found).toEqual(listWith([SECRET, '{"name":"inbox-admin"}']));
  expect(await findReadsOf(harness, ids.conversationId)).not.toEqual([]);
});
