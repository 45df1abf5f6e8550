import { expect, it } from 'vitest';
import { at } from '../support/stories/json.ts';
import { shareEmulator } from '../support/stories/harness.ts';
import {
  summarize,
  openConversation,
  SEND_AS_BUSINESS,
  SEND_CHAT,
  SEND_TO_BUSINESS,
  CREATE_CONTACT,
  submitContact,
  thankYouCalls,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

const setup = shareEmulator();
const THANK_YOU = 'Thank you for your message. We will get back to you soon.';

it.each([
  [true, 'Yes'],
  [false, 'No'],
])(
  'sendFormData accepts the sample of Wix’s documentation (checkbox: %s)',
  async (checked, text) => {
    const { visitor, conversationOf } = await setup();
    const ada = await visitor();
    const formData = {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@example.com',
      subscribeNewsletter: checked,
    };
    expect(await ada.call('sendFormData', formData)).toEqual({ ok: true, once: false });
    const [message] = (await conversationOf({ anonymousVisitorId: ada.id })).messages;
    expect(message?.content.form).toEqual({
      title: 'Contact',
      description: 'Contact form. Address typed, not verified',
      fields: [
        { name: 'First name', value: 'Ada' },
        { name: 'Last name', value: 'Lovelace' },
        { name: 'E-mail', value: 'ada@example.com' },
        { name: 'Newsletter', value: text },
      ],
    });
  },
);

it('sends as the logged-in member', async () => {
  const { member, wixCalls, conversationOf } = await setup();
  const ada = await member('ada@example.com');
  const form = { firstName: 'Ada', email: 'ada@example.com' };

  expect(await ada.call('sendFormData', form)).toEqual({ ok: true, once: false });
  expect(await ada.call('sendBasicMessage', 'Hello')).toEqual({ ok: true, once: false });
  expect(await ada.call('sendMinimalMessage', 'viewed-prices')).toEqual({ ok: true, once: false });

  const open = openConversation({ memberId: ada.id });
  expect(await wixCalls()).toEqual([
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS],
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS],
  ]);
  const { messages, participant } = await conversationOf({ memberId: ada.id });
  expect(messages.map(summarize)).toEqual(['Contact', 'Hello', 'Looked at the prices']);
  expect(messages.map(({ sender }) => sender['memberId'])).toEqual([ada.id, ada.id, ada.id]);
  expect(participant['memberId']).toBe(ada.id);
});

it('does not mark or submit the e-mail address in a member’s form, which may be another person’s', async () => {
  const { member, wixCalls, conversationOf } = await setup();
  const ada = await member('ada@example.com');
  await ada.call('sendFormData', { firstName: 'Ada', email: 'mother@example.com' });
  expect((await wixCalls()).map(({ call }) => call)).not.toContain(submitContact('member').call);
  const [form] = (await conversationOf({ memberId: ada.id })).messages;
  expect(form?.content.form?.description).toBe('Contact form');
});

it('merges a contact’s conversation into the member’s when the contact becomes a member', async () => {
  const { admin, contact, member, events, conversationOf } = await setup();
  const owner = await admin();
  const contactId = await contact('ada@example.com');
  await owner.call(
    'sendMessageTo',
    { contactId },
    { basic: { items: [{ text: 'As a contact' }] } },
  );

  const ada = await member('ada@example.com');
  expect(ada.contactId).toBe(contactId);
  await ada.call('sendBasicMessage', 'As a member');

  expect(await events('conversations-merged')).toHaveLength(1);
  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages.map(summarize)).toEqual(['As a contact', 'As a member']);
});

it('turns a visitor into a contact after their form is sent, and merges their earlier messages', async () => {
  const { visitor, wixCalls, events, conversationOf } = await setup();
  const ada = await visitor();
  await ada.call('sendBasicMessage', 'First');
  await ada.call('sendBasicMessage', 'Second');
  const asVisitor = await conversationOf({ anonymousVisitorId: ada.id });
  const form = { firstName: 'Ada', email: 'ada@example.com' };
  expect(await ada.call('sendFormData', form)).toEqual({ ok: true, once: false });

  const [created, ...others] = await events('contact-created');
  expect(others).toEqual([]);
  const open = openConversation({ anonymousVisitorId: ada.id });
  expect(await wixCalls()).toEqual([
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS, CREATE_CONTACT, submitContact('visitor')],
    ...thankYouCalls(created?.entityId),
  ]);

  const merged = await conversationOf({ contactId: created?.entityId });
  expect(merged.messages.map(summarize)).toEqual(['First', 'Second', 'Contact', THANK_YOU]);
  const sequences = merged.messages.map(({ id }) => Number(id));
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  expect((await events('conversations-merged')).map(({ data }) => data)).toEqual([
    { oldConversationIds: [asVisitor.id], targetConversationId: merged.id },
  ]);
  const [, , sentForm, thankYou] = merged.messages;
  expect(sentForm?.content.form?.description).toBe('Contact form. Address typed, not verified');
  expect(thankYou?.visibility).toBe('BUSINESS_AND_PARTICIPANT');
});

it('creates no contact for a form without an e-mail address', async () => {
  const { visitor, wixCalls, events, conversationOf } = await setup();
  const ada = await visitor();
  expect(await ada.call('sendFormData', { firstName: 'Ada' })).toEqual({ ok: true, once: false });

  const open = openConversation({ anonymousVisitorId: ada.id });
  expect(await wixCalls()).toEqual([TOKEN_INFO, open, SEND_TO_BUSINESS]);
  expect(await events('contact-created')).toEqual([]);
  const { messages, participant } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(({ sender }) => sender)).toEqual([{ anonymousVisitorId: ada.id }]);
  expect(participant).toEqual({ anonymousVisitorId: ada.id });
});

it.each(['merged', 'fresh', 'not-found'])(
  'creates one contact per session: a second address is only text in the form (absorbedVisitor: %s)',
  async (absorbedVisitor) => {
    const { visitor, requests, control, events } = await setup();
    await control('PUT', 'assumptions', { absorbedVisitor });
    const ada = await visitor();
    for (const email of ['ada@example.com', 'bob@example.com', 'ADA@example.com']) {
      expect(await ada.call('sendFormData', { email })).toEqual({ ok: true, once: false });
    }
    const submitted = (await requests()).filter(({ path }) => path.endsWith('/contact-submit'));
    const addresses = submitted.map(({ body }) =>
      at(body, 'info', 'emails', 'items', '0', 'email'),
    );
    expect(addresses).not.toContain('bob@example.com');
    // It is not added to the first contact either, who may be another person.
    expect(await events('contact-updated')).toEqual([]);
  },
);

it('submits only the address and the name to a contact: no phone number, label or subscription', async () => {
  const { visitor, requests } = await setup();
  const ada = await visitor();
  const data = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.com',
    phone: '+44 20 7946 0000',
    message: 'Hello',
    subscribeNewsletter: true,
  };
  expect(await ada.call('sendFormData', data, { form: 'contact' })).toMatchObject({ ok: true });
  const submitted = (await requests()).find(({ path }) => path.endsWith('/contact-submit'));
  expect(submitted?.body).toEqual({
    info: {
      name: { first: 'Ada', last: 'Lovelace' },
      emails: { items: [{ email: 'ada@example.com' }] },
    },
  });
});

it('validates without sending for the owner in preview', async () => {
  const { user, wixCalls } = await setup();
  const owner = await user();
  const PREVIEW_RESULT = { ok: true, preview: true };
  expect(await owner.call('sendFormData', { firstName: 'Ada', email: 'a@example.com' })).toEqual(
    PREVIEW_RESULT,
  );
  expect(await owner.call('sendBasicMessage', 'Hello')).toEqual(PREVIEW_RESULT);
  expect(await owner.call('sendMinimalMessage', 'viewed-prices')).toEqual(PREVIEW_RESULT);
  expect(await wixCalls()).toEqual([TOKEN_INFO, TOKEN_INFO, TOKEN_INFO]);
  const refused = await owner.call('sendFormData', { email: 'no address' });
  expect(at(refused, 'error', 'code')).toBe('INVALID_INPUT');
});

it('returns IDENTITY_UNKNOWN to an app', async () => {
  const { app, wixCalls } = await setup();
  const program = await app();
  const form = { firstName: 'Ada', email: 'ada@example.com' };
  expect(at(await program.call('sendFormData', form), 'error', 'code')).toBe('IDENTITY_UNKNOWN');
  expect(at(await program.call('sendBasicMessage', 'Hi'), 'error', 'code')).toBe(
    'IDENTITY_UNKNOWN',
  );
  expect(await wixCalls()).toEqual([TOKEN_INFO, TOKEN_INFO]);
});

it('notifies the business only of forms and of the first chat message after a quiet hour', async () => {
  const { visitor, requests } = await setup();
  const [ada, bob] = [await visitor(), await visitor()];
  await ada.call('sendBasicMessage', 'Hello?');
  await ada.call('sendBasicMessage', 'Are you there?');
  await bob.call('sendBasicMessage', 'Hello');
  await ada.call('sendFormData', { firstName: 'Ada' });
  await ada.call('sendMinimalMessage', 'viewed-prices');
  const sent = (await requests()).filter(({ operation }) => operation === SEND_CHAT.call);
  expect(sent.map(({ body }) => at(body, 'sendNotifications'))).toEqual([
    ...[true, false, true],
    ...[true, false],
  ]);
});

it('renders a page without calling Wix', async () => {
  const { emulator, requests } = await setup();
  const page = await emulator.fetch('/contact', { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('<form');
  expect(await requests()).toEqual([]);
});

it('sends as the owner’s member on the live site, and as the business with sendMessageTo', async () => {
  const { admin, visitor, wixCalls, conversationOf } = await setup();
  const [owner, ada] = [await admin(), await visitor()];
  await owner.call('sendBasicMessage', 'As myself');
  const message = { basic: { items: [{ text: 'As the business' }] } };
  const to = { anonymousVisitorId: ada.id };
  expect(await owner.call('sendMessageTo', to, message)).toMatchObject({ ok: true, once: false });

  expect(await wixCalls()).toEqual([
    ...[TOKEN_INFO, openConversation({ memberId: owner.id }), SEND_CHAT],
    ...[openConversation(to), SEND_AS_BUSINESS],
  ]);
  expect((await conversationOf({ memberId: owner.id })).messages.map(summarize)).toEqual([
    'As myself',
  ]);
  expect((await conversationOf(to)).messages.map(summarize)).toEqual(['As the business']);
});
