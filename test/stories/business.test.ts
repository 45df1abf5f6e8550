import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CHECKS } from '../../build/install/next-steps.mjs';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { at, objectWith, parse, textLike } from '../support/stories/json.ts';
import {
  createHarness,
  captureSiteLog,
  shareEmulator,
  type Harness,
} from '../support/stories/harness.ts';
import {
  summarize,
  openConversation,
  SEND_AS_BUSINESS,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

const setup = shareEmulator();
const UNKNOWN_ID = '11111111-2222-4333-8444-555555555555';
const IMAGE_URL = 'https://static.wixstatic.com/media/a.png';

const MESSAGES = {
  basic: {
    items: [
      { text: 'Your bowl is ready' },
      { image: { url: IMAGE_URL, width: 200, height: 100 } },
      { file: { url: 'https://docs.wixstatic.com/ugd/a.pdf', filename: 'invoice.pdf' } },
    ],
  },
  minimal: {
    text: 'Order 118 was sent',
    iconUrl: IMAGE_URL,
    url: 'https://example.com/orders/118',
  },
  form: {
    title: 'Order',
    description: 'By phone',
    fields: [{ name: 'Bowl', value: 'Blue' }],
    media: [{ image: { url: IMAGE_URL } }],
  },
  template: {
    title: 'Your course',
    imageUrl: IMAGE_URL,
    textLines: ['Monday', '18:00'],
    buttons: [
      { label: 'Open', launchUrl: 'https://example.com/courses/1' },
      { label: 'I will come', interactionId: 'confirm' },
    ],
    orientation: 'LANDSCAPE',
  },
} as const;

/** The web methods for Admins, with valid arguments. */
const ADMIN_CALLS: readonly { readonly method: string; readonly args: readonly unknown[] }[] = [
  { method: 'sendMessageTo', args: [{ memberId: UNKNOWN_ID }, { minimal: { text: 'Hello' } }] },
  { method: 'openConversation', args: [{ memberId: UNKNOWN_ID }] },
  { method: 'getConversation', args: [UNKNOWN_ID] },
  { method: 'listAllMessages', args: [UNKNOWN_ID] },
  { method: 'checkInbox', args: [] },
];

async function setupWithAdmin() {
  const harness = await setup();
  return { ...harness, owner: await harness.admin() };
}

it.each(['basic', 'minimal', 'form', 'template'] as const)(
  'sendMessageTo sends a %s message with all of its properties',
  async (type) => {
    const { owner, visitor, wixCalls, requests, conversationOf } = await setupWithAdmin();
    const ada = await visitor();
    const to = { anonymousVisitorId: ada.id };
    const badges = [{ text: 'Automatic', badgeVisibility: 'BUSINESS' }];
    const message = { [type]: MESSAGES[type], badges, silent: true, previewText: 'In short' };
    const result = await owner.call('sendMessageTo', to, message, { notify: true });

    const { id, messages } = await conversationOf(to);
    const [stored] = messages;
    expect(result).toEqual({
      ok: true,
      once: false,
      conversationId: id,
      messageId: stored?.id,
    });
    expect(await wixCalls()).toEqual([openConversation(to), SEND_AS_BUSINESS]);
    const sent = (await requests()).find(({ operation }) => operation === SEND_AS_BUSINESS.call);
    expect(at(sent?.body, 'sendNotifications')).toBe(true);
    expect(stored).toMatchObject({ badges, silent: true, direction: 'BUSINESS_TO_PARTICIPANT' });
    expect(stored?.content).toMatchObject({
      contentType: type.toUpperCase(),
      previewText: 'In short',
      [type]:
        type === 'template'
          ? { title: 'Your course', textLines: ['Monday', '18:00'] }
          : MESSAGES[type],
    });
  },
);

it('sendMessageTo keeps the link and the interaction id of a button', async () => {
  const { owner, visitor, conversationOf } = await setupWithAdmin();
  const to = { anonymousVisitorId: (await visitor()).id };
  await owner.call('sendMessageTo', to, { template: MESSAGES.template });
  const [message] = (await conversationOf(to)).messages;
  expect(message?.content.template?.['buttons']).toEqual([
    { label: 'Open', launchUrl: 'https://example.com/courses/1' },
    {
      label: 'I will come',
      postbackProperties: objectWith({ interactionId: 'confirm' }),
    },
  ]);
});

it('sendMessageTo writes to a member, a contact and a visitor by their ids', async () => {
  const { owner, member, visitor, contact, conversationOf } = await setupWithAdmin();
  const people = [
    { memberId: (await member('ada@example.com')).id },
    { contactId: await contact('bob@example.com') },
    { anonymousVisitorId: (await visitor()).id },
  ];
  for (const to of people) {
    await owner.call('sendMessageTo', to, { basic: { items: [{ text: JSON.stringify(to) }] } });
  }
  for (const to of people) {
    const { participant, messages } = await conversationOf(to);
    expect(participant).toMatchObject(to);
    expect(messages.map(summarize)).toEqual([JSON.stringify(to)]);
  }
});

it('opens, reads and lists a conversation with the messages that its participant cannot see', async () => {
  const { owner, visitor } = await setupWithAdmin();
  const ada = await visitor();
  await ada.call('sendFormData', { firstName: 'Ada' });
  await ada.call('sendBasicMessage', 'Hello');
  const opened = await owner.call('openConversation', { anonymousVisitorId: ada.id });
  const conversation = {
    participant: { anonymousVisitorId: ada.id },
    participantDisplayData: { name: textLike(/^Visitor #\d{4}$/) },
  };
  expect(opened).toMatchObject({ ok: true, conversation });
  const id = at(opened, 'conversation', '_id');
  expect(await owner.call('getConversation', id)).toEqual(opened);

  const first = await owner.call('listAllMessages', id, { limit: 1 });
  const second = await owner.call('listAllMessages', id, { cursor: at(first, 'cursor') });
  expect(first).toMatchObject({ ok: true, messages: [{ content: { previewText: 'Hello' } }] });
  expect(second).toMatchObject({
    ok: true,
    messages: [{ visibility: 'BUSINESS', content: { previewText: 'Contact' } }],
  });
  expect(at(second, 'cursor')).toBeUndefined();
});

it('listAllMessages returns ids for a repeater and ISO dates', async () => {
  const { owner, visitor } = await setupWithAdmin();
  const ada = await visitor();
  await ada.call('sendBasicMessage', 'Hello');
  const opened = await owner.call('openConversation', { anonymousVisitorId: ada.id });
  const listed = await owner.call('listAllMessages', at(opened, 'conversation', '_id'));
  const message = at(listed, 'messages', '0');
  expect(at(message, '_id')).toMatch(/^\d+$/);
  expect(new Date(String(at(message, '_createdDate'))).toISOString()).toBe(
    at(message, '_createdDate'),
  );
});

it.each(ADMIN_CALLS)(
  '$method returns 403 to a visitor and a member without calling Wix',
  async ({ method, args }) => {
    const { visitor, member, post, requests } = await setup();
    for (const { token } of [await visitor(), await member('ada@example.com')]) {
      expect((await post(method, args, token)).status).toBe(403);
    }
    expect(await requests()).toEqual([]);
  },
);

it.each(ADMIN_CALLS)('allows the owner in preview to call $method', async ({ method, args }) => {
  captureSiteLog();
  const { user, post } = await setup();
  const { token } = await user();
  expect((await post(method, args, token)).status).toBe(200);
});

it('returns not-found errors and logs each with its requestId', async () => {
  const log = captureSiteLog();
  const { owner } = await setupWithAdmin();
  const errors = [];
  for (const { method, args } of ADMIN_CALLS.slice(0, 4)) {
    errors.push(at(await owner.call(method, ...args), 'error'));
  }
  const logged = log.map(parse);
  const ids = errors.map((error) => at(error, 'requestId'));
  expect(logged.map((line) => at(line, 'requestId'))).toEqual(ids);
  expect(errors.map((error) => at(error, 'code'))).toEqual([
    ...['PARTICIPANT_NOT_FOUND', 'PARTICIPANT_NOT_FOUND'],
    ...['CONVERSATION_NOT_FOUND', 'CONVERSATION_NOT_FOUND'],
  ]);
});

it('checkInbox reports what works and creates nothing', async () => {
  const { owner, wixCalls, requests, events } = await setupWithAdmin();
  const before = await events('contact-created');
  const report = await owner.call('checkInbox');
  expect(at(report, 'checks')).toEqual(CHECKS.map(([name]) => objectWith({ name, ok: true })));
  const calls = (await wixCalls()).map(({ call }) => call);
  expect(calls).toContain(TOKEN_INFO.call);
  expect(calls.filter((call) => /Create|Submit/.test(call))).toEqual([]);
  // One send to a conversation that does not exist.
  const sent = (await requests()).filter(({ operation }) => operation.includes('Send'));
  expect(sent.map(({ status }) => status)).toEqual([404]);
  expect(await events('message-sent-to-participant')).toEqual([]);
  expect(await events('contact-created')).toEqual(before);
});

async function createHarnessWithSeed(seed: object): Promise<Harness> {
  const file = join(temporaryFolder(), 'seed.json');
  writeFileSync(file, JSON.stringify(seed));
  return createHarness({ site: '.', seed: file });
}

it('checkInbox reports that Inbox is not installed, or that token-info fails', async () => {
  const harness = await createHarnessWithSeed({ site: { inboxInstalled: false } });
  const owner = await harness.admin();
  const report = await owner.call('checkInbox');
  expect(at(report, 'checks', '2')).toMatchObject({ name: 'inbox', ok: false });
  expect(at(report, 'checks', '2', 'message')).toContain('INBOX_INSTANCE_NOT_FOUND');

  await harness.control('PUT', 'assumptions', { tokenInfo: 'fails' });
  const message = at(await owner.call('checkInbox'), 'checks', '0', 'message');
  expect(message).toMatch(/token-info fails.*current-member works/);
});

it('returns the reason why Wix rejects an image or a conversation of another site', async () => {
  captureSiteLog();
  const foreign = '0f5d1c7e-3b7a-4c52-9f5e-8a2d6b1c4e91';
  const harness = await createHarnessWithSeed({
    site: { refusedMediaUrls: ['https://example.com/'] },
    foreignConversations: [foreign],
  });
  const [owner, ada] = [await harness.admin(), await harness.visitor()];
  const image = { url: 'https://example.com/a.png' };
  const refused = [
    await owner.call(
      'sendMessageTo',
      { anonymousVisitorId: ada.id },
      { basic: { items: [{ image }] } },
    ),
    await owner.call('getConversation', foreign),
  ];
  expect(refused.map((result) => at(result, 'error', 'code'))).toEqual([
    'INVALID_MEDIA_URL',
    'NOT_OWNED_BY_BUSINESS',
  ]);
});
