import { expect, it } from 'vitest';
import { siteVariant } from '../support/site-variant.ts';
import { ANY_TEXT, at, listWith, parse } from '../support/stories/json.ts';
import { listeningPage, published } from '../support/stories/realtime-page.ts';
import {
  CANARIES,
  contactWithSecrets,
  everyPosition,
  memberWithSecrets,
  SECRET,
  textsOf,
  VICTIM,
  type Loot,
} from '../support/stories/canaries.ts';
import { readsUnasked } from '../support/stories/reads.ts';
import { ownStage, siteLog, stage, type Person, type Stage } from '../support/stories/harness.ts';

// The right to read, attacked: with an address that somebody else has, and with everything of his.

const setup = stage();
const OPENINGS = ['merged', 'fresh', 'not-found'] as const;

/** What of the victim shows in what somebody sees who tries every door with everything: answers, errors, frames. */
async function attack(story: Stage, mallory: Person, loot: Loot): Promise<readonly string[]> {
  const page = await listeningPage(story, mallory);
  const own: unknown = at(await mallory.call('listMessages'), 'channel', 'resourceId');
  const ownStatus =
    typeof own === 'string' ? await page.listen({ name: 'inbox', resourceId: own }) : 200;
  expect(ownStatus).toBe(200);

  const admitted: string[] = [];
  const ids = textsOf(loot);
  for (const name of ['inbox', 'inbox-admin', 'INBOX', '@preview-inbox', 'inbox/..', 'inbox ']) {
    for (const resourceId of [undefined, VICTIM, ...ids, `member:${loot.memberId}`]) {
      const channel = { name, ...(resourceId !== undefined && { resourceId }) };
      if ((await page.listen(channel)) === 200) admitted.push(JSON.stringify(channel));
    }
  }

  let seen = '';
  for (const thing of [VICTIM, ...ids]) {
    for (const [method, ...args] of everyPosition(thing)) {
      const { status, headers, text } = await story.post(method, args, mallory.token);
      seen += `${method} ${status} ${JSON.stringify(headers)} ${text}\n`;
    }
    // An id that he has not sent yet does not come back.
    if (thing === VICTIM) admitted.push(...ids.filter((id) => seen.includes(id)));
  }
  // While he listens, the business writes to the victim.
  const { contactId, memberId } = loot;
  const to = memberId === undefined ? { contactId } : { memberId };
  const more = { basic: { items: [{ text: SECRET }] } };
  expect(await (await story.admin()).call('sendMessageTo', to, more)).toMatchObject({ ok: true });
  seen += JSON.stringify(await page.heard());
  return [...CANARIES.filter((canary) => seen.includes(canary)), ...admitted];
}

/** What pages were told and the site wrote down holds nobody's words; nobody's conversation was read. */
async function expectNothingElse(story: Stage, log: readonly string[], loot: Loot): Promise<void> {
  const payloads = (await published(story)).map((message) => at(message, 'payload'));
  expect(payloads.length).toBeGreaterThan(0);
  for (const payload of payloads) expect(payload).toEqual({ kind: ANY_TEXT, at: ANY_TEXT });
  const written = log.join('\n');
  for (const secret of [...CANARIES, ...textsOf(loot), VICTIM, 'Mallory']) {
    expect(written).not.toContain(secret);
  }
}

/** What was read of this conversation, beyond what the stage itself and events account for. */
async function readsOf(story: Stage, conversationId: string): Promise<readonly unknown[]> {
  const reads = await readsUnasked(story);
  return reads.filter(({ path, body }) => JSON.stringify([path, body]).includes(conversationId));
}

it.each(OPENINGS)(
  'shows whoever types a contact’s address nothing of him (%s)',
  async (reading) => {
    const log = siteLog();
    const story = await setup();
    await story.control('PUT', 'assumptions', { absorbedVisitor: reading });
    const loot = await contactWithSecrets(story);
    const mallory = await story.visitor();
    await mallory.call('sendBasicMessage', 'Before');
    await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
    await story.emulator.settled();
    expect(await story.events('conversations-merged')).toHaveLength(1);
    expect(await attack(story, mallory, loot)).toEqual([]);
    await expectNothingElse(story, log, loot);
    expect(await readsOf(story, loot.conversationId)).toEqual([]);
  },
);

it.each(OPENINGS)(
  'shows whoever typed an address nothing of who is a member with it only later (%s)',
  async (reading) => {
    const log = siteLog();
    const story = await setup();
    await story.control('PUT', 'assumptions', { absorbedVisitor: reading });
    const mallory = await story.visitor();
    await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
    await story.emulator.settled();
    const { loot } = await memberWithSecrets(story);
    const before = (await readsOf(story, loot.conversationId)).length;
    expect(await attack(story, mallory, loot)).toEqual([]);
    await expectNothingElse(story, log, loot);
    expect(await readsOf(story, loot.conversationId)).toHaveLength(before);
  },
);

it.each([
  ['not-associated', 'merged'],
  ['associated', 'merged'],
  ['associated', 'fresh'],
  ['associated', 'not-found'],
] as const)(
  'shows whoever types a member’s address nothing of him (%s, %s)',
  async (notAuthenticatedMember, absorbedVisitor) => {
    const log = siteLog();
    const story = await setup();
    await story.control('PUT', 'assumptions', { notAuthenticatedMember, absorbedVisitor });
    const { loot } = await memberWithSecrets(story);
    const before = (await readsOf(story, loot.conversationId)).length;
    const mallory = await story.visitor();
    await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
    expect(await attack(story, mallory, loot)).toEqual([]);
    await expectNothingElse(story, log, loot);
    expect(await readsOf(story, loot.conversationId)).toHaveLength(before);
  },
);

it.each(
  (['new', 'same'] as const).flatMap((after) =>
    OPENINGS.map((opening) => [after, opening] as const),
  ),
)(
  'shows the next person at a shared computer nothing of the member who logged out (%s id, %s)',
  async (visitorAfterLogout, absorbedVisitor) => {
    const log = siteLog();
    const story = await setup();
    await story.control('PUT', 'assumptions', { visitorAfterLogout, absorbedVisitor });
    const browser = await story.visitor();
    await browser.call('sendBasicMessage', SECRET);
    const { member, loot } = await memberWithSecrets(story, browser);
    const before = (await readsOf(story, loot.conversationId)).length;
    const next = await story.visitor({ from: member.token });
    expect(await attack(story, next, loot)).toEqual([]);
    await expectNothingElse(story, log, loot);
    expect(await readsOf(story, loot.conversationId)).toHaveLength(before);
  },
);

it('shows one member nothing of another', async () => {
  const log = siteLog();
  const story = await setup();
  const { loot } = await memberWithSecrets(story);
  const before = (await readsOf(story, loot.conversationId)).length;
  const mallory = await story.member('mallory@example.com');
  await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
  expect(await attack(story, mallory, loot)).toEqual([]);
  await expectNothingElse(story, log, loot);
  expect(await readsOf(story, loot.conversationId)).toHaveLength(before);
});

it('refuses a cursor and a channel in another’s hands without asking Inbox', async () => {
  const story = await setup();
  const { member, loot } = await memberWithSecrets(story);
  const again = at(await member.call('listMessages', { cursor: loot.cursor }), 'messages');
  expect(JSON.stringify(again)).toContain(SECRET);
  for (const other of [await story.visitor(), await story.member('mallory@example.com')]) {
    const from = (await story.requests()).length;
    const { text } = await story.post('listMessages', [{ cursor: loot.cursor }], other.token);
    expect(at(parse(text), 'result', 'error', 'code')).toBe('CURSOR_EXPIRED');
    const asked = (await story.requests()).slice(from).map(({ operation }) => operation);
    expect(asked.filter((operation) => /Conversation|Message/.test(operation))).toEqual([]);
  }
});

it('finds what leaks from a site that believes a typed address and lets everybody listen', async () => {
  siteLog();
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
  const story = await ownStage({ site });
  const loot = await contactWithSecrets(story);
  const mallory = await story.visitor();
  await mallory.call('sendFormData', { firstName: 'Mallory', email: VICTIM });
  await story.emulator.settled();
  const found = await attack(story, mallory, loot);
  expect(found).toEqual(listWith([SECRET, '{"name":"inbox-admin"}']));
  expect(await readsOf(story, loot.conversationId)).not.toEqual([]);
});
