import { expect, it } from 'vitest';
import { INBOX_ERRORS } from '../../public/inbox-errors.ts';
import { siteWithSettings } from '../support/site-variant.ts';
import { at, objectWith, parse, textLike } from '../support/stories/json.ts';
import { ownStage, siteLog, stage } from '../support/stories/harness.ts';
import {
  currentMember,
  inAWord,
  openConversation,
  SEND_CHAT,
  SEND_TO_BUSINESS,
  CREATE_CONTACT,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

const setup = stage({ assumptions: { tokenInfo: 'fails' } });

const UNKNOWN = {
  ok: false,
  error: { code: 'IDENTITY_UNKNOWN', message: INBOX_ERRORS.IDENTITY_UNKNOWN },
};
it('sends the form of nobody known to the contact whose address it has, new or known', async () => {
  siteLog();
  const story = await setup();
  const victim = await story.contact('known@example.com');
  const [ada, bob] = [await story.visitor(), await story.visitor()];
  const sent = { ok: true, once: false };
  expect(await ada.call('sendFormData', { email: 'known@example.com' })).toEqual(sent);
  expect(await story.wire()).toEqual([
    ...[currentMember('visitor'), CREATE_CONTACT],
    ...[openConversation({ contactId: victim }), SEND_TO_BUSINESS],
  ]);

  expect(await bob.call('sendFormData', { email: 'new@example.com' })).toEqual(sent);
  const [, created] = (await story.events('contact-created')).map(({ entityId }) => entityId);
  const { messages } = await story.conversationOf({ contactId: created });
  expect(messages.map(({ visibility }) => visibility)).toContain('BUSINESS');
  expect(messages.map(inAWord)).toContain('Contact');
  const form = messages.find(({ content }) => content.form)?.content.form;
  expect(form?.description).toBe('Contact form. Address typed, not verified');
});

it('answers a known, an unknown and a member’s address alike, byte for byte', async () => {
  siteLog();
  const { post, contact, member, visitor, conversationOf } = await setup();
  await contact('known@example.com');
  const ada = await member('member@example.com');
  const answers = [];
  for (const email of ['known@example.com', 'member@example.com', 'new@example.com']) {
    const { token } = await visitor();
    const key = { idempotencyKey: 'k'.repeat(22) };
    const first = await post('sendFormData', [{ email }, key], token);
    const again = await post('sendFormData', [{ email }, key], token);
    answers.push([first, again].map(({ status, headers, text }) => ({ status, headers, text })));
  }
  const [known, members, unknown] = answers;
  expect(known).toEqual(unknown);
  expect(members).toEqual(unknown);
  expect(unknown?.map(({ text }) => at(parse(text), 'result'))).toEqual([
    { ok: true, once: true },
    { ok: true, once: true, replayed: true },
  ]);
  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages.map(({ visibility }) => visibility)).toEqual(['BUSINESS']);
});

it('adds no second address to the contact of a session that it cannot tell', async () => {
  siteLog();
  const { visitor, events, conversationOf } = await setup();
  const shared = await visitor();
  for (const email of ['ada@example.com', 'bob@example.com']) {
    expect(await shared.call('sendFormData', { email })).toEqual({ ok: true, once: false });
  }
  const created = await events('contact-created');
  expect(created.map(({ data }) => at(data, 'primaryInfo', 'email'))).toEqual([
    'ada@example.com',
    'bob@example.com',
  ]);
  expect(await events('contact-updated')).toEqual([]);
  for (const { entityId } of created) {
    const { messages } = await conversationOf({ contactId: entityId });
    expect(messages.filter(({ content }) => content.form)).toHaveLength(1);
  }
});

it('asks nobody known for an e-mail where there is none, and in the chat', async () => {
  siteLog();
  const story = await setup();
  const ada = await story.visitor();
  expect(await ada.call('sendFormData', { firstName: 'Ada' })).toEqual(UNKNOWN);
  expect(await ada.call('sendBasicMessage', 'Hello')).toEqual(UNKNOWN);
  expect(await ada.call('sendMinimalMessage', 'viewed-prices')).toEqual(UNKNOWN);
  expect(UNKNOWN.error.message).toMatch(/form.*e-mail/);
  const asked = currentMember('visitor');
  expect(await story.wire()).toEqual([asked, asked, asked]);
});

it('sends nothing of nobody known where no contact can be made of his address', async () => {
  siteLog();
  const { visitor, control, wire } = await setup();
  const ada = await visitor();
  const operation = CREATE_CONTACT.call;
  const faults = [{ operation, calls: 'every', kind: 'status', status: 500 }];
  await control('PUT', 'faults', { faults });
  const refused = await ada.call('sendFormData', { email: 'ada@example.com' });
  expect(at(refused, 'error', 'code')).toBe('TRY_LATER');
  expect(await wire()).toEqual([currentMember('visitor'), CREATE_CONTACT]);
});

it('still knows a member, since Wix says who is logged in', async () => {
  siteLog();
  const { member, wire } = await setup();
  const ada = await member('ada@example.com');
  expect(await ada.call('sendBasicMessage', 'Hello')).toEqual({ ok: true, once: false });
  const open = openConversation({ memberId: ada.id });
  expect(await wire()).toEqual([currentMember('member'), open, SEND_CHAT]);
});

it('asks only the current member where token info is switched off', async () => {
  const site = siteWithSettings({ resolvers: ['current-member'] });
  const story = await ownStage({ site });
  const [ada, bob] = [await story.member('ada@example.com'), await story.visitor()];
  const contactId = await story.contact('bob@example.com');
  await ada.call('sendBasicMessage', 'Hello');
  expect(await bob.call('sendBasicMessage', 'Hello')).toEqual(UNKNOWN);
  expect(await bob.call('sendFormData', { email: 'bob@example.com' })).toMatchObject({ ok: true });
  expect(await story.wire()).toEqual([
    ...[currentMember('member'), openConversation({ memberId: ada.id }), SEND_CHAT],
    currentMember('visitor'),
    ...[currentMember('visitor'), CREATE_CONTACT],
    ...[openConversation({ contactId }), SEND_TO_BUSINESS],
  ]);
});

it('asks only for the token where the current member is switched off, and logs once that it fails', async () => {
  const log = siteLog();
  const story = await ownStage({ site: siteWithSettings({ resolvers: ['token-info'] }) });
  const [ada, bob] = [await story.member('ada@example.com'), await story.visitor()];
  await ada.call('sendBasicMessage', 'Hello');
  await bob.call('sendBasicMessage', 'Hello');
  expect(await story.wire()).toEqual([
    ...[TOKEN_INFO, openConversation({ memberId: ada.id }), SEND_CHAT],
    ...[TOKEN_INFO, openConversation({ anonymousVisitorId: bob.id }), SEND_CHAT],
  ]);
  expect(log).toEqual([]);

  await story.control('PUT', 'assumptions', { tokenInfo: 'fails' });
  for (const person of [ada, bob]) {
    expect(await person.call('sendBasicMessage', 'Hello?')).toEqual(UNKNOWN);
  }
  expect(await story.wire()).toHaveLength(6);
  expect(log.map(parse)).toEqual([objectWith({ what: textLike(/by token-info .*logged once/) })]);
});

it('takes nobody’s word for who he is where both are switched off', async () => {
  const story = await ownStage({ site: siteWithSettings({ resolvers: [] }) });
  const [ada, bob] = [await story.member('ada@example.com'), await story.visitor()];
  const contactId = await story.contact('bob@example.com');
  for (const person of [ada, bob]) {
    expect(await person.call('sendBasicMessage', 'Hello')).toEqual(UNKNOWN);
  }
  expect(await bob.call('sendFormData', { email: 'bob@example.com' })).toMatchObject({ ok: true });
  const open = openConversation({ contactId });
  expect(await story.wire()).toEqual([CREATE_CONTACT, open, SEND_TO_BUSINESS]);
});
