import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { siteVariant } from '../support/site-variant.ts';
import { at, listAt, objectWith, textLike } from '../support/stories/json.ts';
import { listeningPage, published, type ListeningPage } from '../support/stories/realtime-page.ts';
import { ownStage, siteLog, stage, type Person, type Stage } from '../support/stories/harness.ts';
import { inAWord } from '../support/stories/wix-calls.ts';

// Inbox tells the site what happened, and the site's pages hear that something did.

const setup = stage();
const METADATA = ['velo', 'sdk'] as const;
const TIME = textLike(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const OURS = [
  'message-sent-to-business',
  'message-sent-to-participant',
  'conversations-merged',
  'message-button-interacted',
] as const;

/** A page on which somebody hears of his own conversation. */
async function chatPage(story: Stage, person: Person) {
  const resourceId = String(at(await person.call('listMessages'), 'channel', 'resourceId'));
  const page = await listeningPage(story, person);
  expect(await page.listen({ name: 'inbox', resourceId })).toBe(200);
  return { ...page, resourceId };
}

async function ownersPage(story: Stage): Promise<ListeningPage & { readonly owner: Person }> {
  const owner = await story.admin();
  const page = await listeningPage(story, owner);
  expect(await page.listen({ name: 'inbox-admin' })).toBe(200);
  return { ...page, owner };
}

const ping = (kind: string) => ({ kind, at: TIME });
const text = (says: string) => ({ basic: { items: [{ text: says }] } });

it.each(METADATA)(
  'tells the page of whoever was written to, and the owner’s (%s)',
  async (shape) => {
    // A container of its own: no other test told the owner's page something in the last second.
    const story = await ownStage({ assumptions: { eventMetadata: shape } });
    const [ada, bob] = [await story.visitor(), await story.member('bob@example.com')];
    const [adas, bobs, owners] = [
      await chatPage(story, ada),
      await chatPage(story, bob),
      await ownersPage(story),
    ];
    const to = { anonymousVisitorId: ada.id };
    expect(await owners.owner.call('sendMessageTo', to, text('canary'))).toMatchObject({
      ok: true,
    });
    expect(at(await adas.frame(), 'payload')).toEqual(ping('message'));
    expect(at(await owners.frame(), 'payload')).toEqual(ping('message'));
    expect(await bobs.heard()).toEqual([]);
    const told = await published(story);
    expect(told.map((message) => at(message, 'channel', 'resourceId'))).not.toContain(
      bobs.resourceId,
    );
    expect(JSON.stringify(told)).not.toContain('canary');
  },
);

it.each(METADATA)('hears of all four events of Inbox (%s)', async (shape) => {
  const story = await setup();
  await story.control('PUT', 'assumptions', { eventMetadata: shape });
  const log = siteLog();
  const [ada, owner] = [await story.visitor(), await story.admin()];
  await ada.call('sendBasicMessage', 'Hello');
  const sent = await owner.call(
    'sendMessageTo',
    { anonymousVisitorId: ada.id },
    { template: { title: 'Your order', buttons: [{ label: 'Fine', interactionId: 'fine' }] } },
  );
  await story.control('POST', `conversations/${String(at(sent, 'conversationId'))}/press`, {
    messageId: at(sent, 'messageId'),
    interactionId: 'fine',
  });
  await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
  for (const name of OURS) {
    const outcomes = (await story.events(name)).map(({ outcome }) => outcome);
    expect([name, ...new Set(outcomes)]).toEqual([name, 'delivered']);
  }
  expect(log).toEqual([textLike(/no handler for the button \\?"fine/)]);
  const recent = listAt(await owner.call('listRecent', { limit: 50 }), 'recent');
  const kinds = recent.map((event) => at(event, 'kind'));
  expect(new Set(kinds)).toEqual(new Set(['message', 'button', 'form', 'contact', 'merged']));
});

it('lets each hear only his own channel, and the channels of the site that are everybody’s', async () => {
  const story = await setup();
  const [ada, bob] = [await story.visitor(), await story.member('bob@example.com')];
  const [adas, bobs] = [await chatPage(story, ada), await chatPage(story, bob)];
  expect(await adas.listen({ name: 'inbox', resourceId: bobs.resourceId })).toBe(403);
  expect(await bobs.listen({ name: 'inbox', resourceId: adas.resourceId })).toBe(403);
  for (const page of [adas, bobs]) {
    expect(await page.listen({ name: 'inbox' })).toBe(403);
    expect(await page.listen({ name: 'inbox-admin' })).toBe(403);
    expect(await page.listen({ name: 'weather' })).toBe(200);
  }
  // After a log-out in the same page, the member's channel is not the visitor's.
  const after = await story.visitor({ from: bob.token });
  const channel = { name: 'inbox', resourceId: bobs.resourceId };
  expect(await bobs.listen(channel, after.token)).toBe(403);
});

it('tells nobody’s page of a contact who cannot log in, but the owner’s', async () => {
  const story = await setup();
  const ada = await story.visitor();
  const page = await chatPage(story, ada);
  const contactId = await story.contact('ada@example.com');
  await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
  await story.emulator.settled();
  const { length } = await page.heard();
  const { owner } = await ownersPage(story);
  await owner.call('sendMessageTo', { contactId }, text('Only after log-in'));
  expect(await page.heard()).toHaveLength(length);
  expect(at(await ada.call('listMessages'), 'error', 'code')).toBe('HISTORY_NOT_AVAILABLE');
});

it('has no channel for anybody but the owner where the site has no secret', async () => {
  const seed = join(temporaryFolder(), 'seed.json');
  writeFileSync(seed, JSON.stringify({ collections: ['InboxRecent'] }));
  const story = await ownStage({ seed });
  const ada = await story.visitor();
  await ada.call('sendBasicMessage', 'Hello');
  const page = await ada.call('listMessages');
  expect(page).toMatchObject({ ok: true, messages: [{ from: 'me' }] });
  expect(at(page, 'channel')).toBeUndefined();
  const channels = (await published(story)).map((message) => at(message, 'channel'));
  expect(channels).toContainEqual({ name: 'inbox-admin' });
  expect(channels).not.toContainEqual(objectWith({ name: 'inbox' }));
});

it('does once what a button stands for, however often Wix tells of one press', async () => {
  const log = siteLog();
  const site = siteVariant({
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      let pressed = 0;
      const answer = () => ({ basic: { items: [{ text: 'Pressed ' + ++pressed } ] } });
      export const settings = { ...original, buttons: { confirm: answer, 'cancel-*': answer } };
    `,
  });
  const story = await ownStage({ site });
  const ada = await story.member('ada@example.com');
  const to = { memberId: ada.id };
  const { id: conversationId } = await story.conversationOf(to);
  const press = (entityId: string, interactionId: string) =>
    story.control('POST', 'events/message-button-interacted', {
      ...{ entityId, conversationId, interactionId, interactedBy: to },
    });
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  for (const id of [first, first]) await press(id, 'confirm');
  await press(second, 'cancel-118');
  await press(second, 'cancel');
  await press(second, 'constructor');
  const { messages } = await story.conversationOf(to);
  expect(messages.map(inAWord)).toEqual(['Pressed 1', textLike(/^Pressed \d$/)]);
  expect(log).toEqual([textLike(/button \\?"cancel/), textLike(/button \\?"constructor/)]);
});

it('answers two presses of one button twice, as the event names no message', async () => {
  const site = siteVariant({
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      const confirm = () => ({ basic: { items: [{ text: 'Confirmed' }] } });
      export const settings = { ...original, buttons: { confirm } };
    `,
  });
  const story = await ownStage({ site });
  const [ada, owner] = [await story.member('ada@example.com'), await story.admin()];
  const to = { memberId: ada.id };
  const buttons = [{ label: 'Confirm', interactionId: 'confirm' }];
  const sent = await owner.call('sendMessageTo', to, { template: { title: 'Order 118', buttons } });
  for (const interactionId of ['confirm', 'confirm']) {
    await story.control('POST', `conversations/${String(at(sent, 'conversationId'))}/press`, {
      messageId: at(sent, 'messageId'),
      interactionId,
    });
  }
  const { messages } = await story.conversationOf(to);
  expect(messages.map(inAWord)).toEqual(['template', 'Confirmed', 'Confirmed']);
});
