import { expect, it } from 'vitest';
import { INBOX_ERRORS } from '../../public/inbox-errors.ts';
import { siteWithSettings } from '../support/site-variant.ts';
import { at, objectWith, parse, textLike } from '../support/stories/json.ts';
import { createHarness, captureSiteLog, shareEmulator } from '../support/stories/harness.ts';
import {
  currentMember,
  summarize,
  openConversation,
  SEND_CHAT,
  SEND_TO_BUSINESS,
  CREATE_CONTACT,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

const setup = shareEmulator({ assumptions: { tokenInfo: 'fails' } });

const UNKNOWN = {
  ok: false,
  error: { code: 'IDENTITY_UNKNOWN', message: INBOX_ERRORS.IDENTITY_UNKNOWN },
};
it('sends the form of an unknown caller to the new or existing contact with its address', async () => {
  captureSiteLog();
  const harness = await setup();
  const victim = await harness.contact('known@example.com');
  const [ada, bob] = [await harness.visitor(), await harness.visitor()];
  const sent = { ok: true, once: false };
  expect(await ada.call('sendFormData', { email: 'known@example.com' })).toEqual(sent);
  expect(await harness.wixCalls()).toEqual([
    ...[currentMember('visitor'), CREATE_CONTACT],
    ...[openConversation({ contactId: victim }), SEND_TO_BUSINESS],
  ]);

  expect(await bob.call('sendFormData', { email: 'new@example.com' })).toEqual(sent);
  const [, created] = (await harness.events('contact-created')).map(({ entityId }) => entityId);
  const { messages } = await harness.conversationOf({ contactId: created });
  expect(messages.map(({ visibility }) => visibility)).toContain('BUSINESS');
  expect(messages.map(summarize)).toContain('Contact');
  const form = messages.find(({ content }) => content.form)?.content.form;
  expect(form?.description).toBe('Contact form. Address typed, not verified');
});

it('returns the same bytes for a contact’s, an unknown and a member’s address', async () => {
  captureSiteLog();
  const { post, contact, member, visitor, conversationOf } = await setup();
  await contact('known@example.com');
  const ada = await member('member@example.com');
  const responses = [];
  for (const email of ['known@example.com', 'member@example.com', 'new@example.com']) {
    const { token } = await visitor();
    const key = { idempotencyKey: 'k'.repeat(22) };
    const first = await post('sendFormData', [{ email }, key], token);
    const again = await post('sendFormData', [{ email }, key], token);
    responses.push([first, again].map(({ status, headers, text }) => ({ status, headers, text })));
  }
  const [known, members, unknown] = responses;
  expect(known).toEqual(unknown);
  expect(members).toEqual(unknown);
  expect(unknown?.map(({ text }) => at(parse(text), 'result'))).toEqual([
    { ok: true, once: true },
    { ok: true, once: true, replayed: true },
  ]);
  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages.map(({ visibility }) => visibility)).toEqual(['BUSINESS']);
});

it('adds no second address to a contact if the session is unknown', async () => {
  captureSiteLog();
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

it('rejects chat messages and forms without an e-mail address from an unknown caller', async () => {
  captureSiteLog();
  const harness = await setup();
  const ada = await harness.visitor();
  expect(await ada.call('sendFormData', { firstName: 'Ada' })).toEqual(UNKNOWN);
  expect(await ada.call('sendBasicMessage', 'Hello')).toEqual(UNKNOWN);
  expect(await ada.call('sendMinimalMessage', 'viewed-prices')).toEqual(UNKNOWN);
  expect(UNKNOWN.error.message).toMatch(/form.*email/);
  const call = currentMember('visitor');
  expect(await harness.wixCalls()).toEqual([call, call, call]);
});

it('sends nothing for an unknown caller if no contact can be created', async () => {
  captureSiteLog();
  const { visitor, control, wixCalls } = await setup();
  const ada = await visitor();
  const operation = CREATE_CONTACT.call;
  const faults = [{ operation, calls: 'every', kind: 'status', status: 500 }];
  await control('PUT', 'faults', { faults });
  const refused = await ada.call('sendFormData', { email: 'ada@example.com' });
  expect(at(refused, 'error', 'code')).toBe('TRY_LATER');
  expect(await wixCalls()).toEqual([currentMember('visitor'), CREATE_CONTACT]);
});

it('identifies a member by the current member', async () => {
  captureSiteLog();
  const { member, wixCalls } = await setup();
  const ada = await member('ada@example.com');
  expect(await ada.call('sendBasicMessage', 'Hello')).toEqual({ ok: true, once: false });
  const open = openConversation({ memberId: ada.id });
  expect(await wixCalls()).toEqual([currentMember('member'), open, SEND_CHAT]);
});

it('calls only current-member if token-info is disabled', async () => {
  const site = siteWithSettings({ resolvers: ['current-member'] });
  const harness = await createHarness({ site });
  const [ada, bob] = [await harness.member('ada@example.com'), await harness.visitor()];
  const contactId = await harness.contact('bob@example.com');
  await ada.call('sendBasicMessage', 'Hello');
  expect(await bob.call('sendBasicMessage', 'Hello')).toEqual(UNKNOWN);
  expect(await bob.call('sendFormData', { email: 'bob@example.com' })).toMatchObject({ ok: true });
  expect(await harness.wixCalls()).toEqual([
    ...[currentMember('member'), openConversation({ memberId: ada.id }), SEND_CHAT],
    currentMember('visitor'),
    ...[currentMember('visitor'), CREATE_CONTACT],
    ...[openConversation({ contactId }), SEND_TO_BUSINESS],
  ]);
});

it('calls only token-info if current-member is disabled, and logs its failure once', async () => {
  const log = captureSiteLog();
  const harness = await createHarness({ site: siteWithSettings({ resolvers: ['token-info'] }) });
  const [ada, bob] = [await harness.member('ada@example.com'), await harness.visitor()];
  await ada.call('sendBasicMessage', 'Hello');
  await bob.call('sendBasicMessage', 'Hello');
  expect(await harness.wixCalls()).toEqual([
    ...[TOKEN_INFO, openConversation({ memberId: ada.id }), SEND_CHAT],
    ...[TOKEN_INFO, openConversation({ anonymousVisitorId: bob.id }), SEND_CHAT],
  ]);
  expect(log).toEqual([]);

  await harness.control('PUT', 'assumptions', { tokenInfo: 'fails' });
  for (const person of [ada, bob]) {
    expect(await person.call('sendBasicMessage', 'Hello?')).toEqual(UNKNOWN);
  }
  expect(await harness.wixCalls()).toHaveLength(6);
  expect(log.map(parse)).toEqual([objectWith({ what: textLike(/by token-info .*logged once/) })]);
});

it('identifies no caller if both resolvers are disabled', async () => {
  const harness = await createHarness({ site: siteWithSettings({ resolvers: [] }) });
  const [ada, bob] = [await harness.member('ada@example.com'), await harness.visitor()];
  const contactId = await harness.contact('bob@example.com');
  for (const person of [ada, bob]) {
    expect(await person.call('sendBasicMessage', 'Hello')).toEqual(UNKNOWN);
  }
  expect(await bob.call('sendFormData', { email: 'bob@example.com' })).toMatchObject({ ok: true });
  const open = openConversation({ contactId });
  expect(await harness.wixCalls()).toEqual([CREATE_CONTACT, open, SEND_TO_BUSINESS]);
});
