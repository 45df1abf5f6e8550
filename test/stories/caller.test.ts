import { expect, it } from 'vitest';
import { at } from '../support/stories/json.ts';
import { stage } from '../support/stories/harness.ts';
import {
  inAWord,
  openConversation,
  SEND_AS_BUSINESS,
  SEND_CHAT,
  SEND_TO_BUSINESS,
  submitContact,
  thanks,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

const setup = stage();
const THANK_YOU = 'Thank you for your message. We will get back to you soon.';

it.each([
  [true, 'Yes'],
  [false, 'No'],
])(
  'takes the documentation’s sample as it is: four keys, no option (checkbox: %s)',
  async (checked, says) => {
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
        { name: 'Newsletter', value: says },
      ],
    });
  },
);

it('speaks to Inbox as the member who is logged in', async () => {
  const { member, wire, conversationOf } = await setup();
  const ada = await member('ada@example.com');
  const form = { firstName: 'Ada', email: 'ada@example.com' };

  expect(await ada.call('sendFormData', form)).toEqual({ ok: true, once: false });
  expect(await ada.call('sendBasicMessage', 'Hello')).toEqual({ ok: true, once: false });
  expect(await ada.call('sendMinimalMessage', 'viewed-prices')).toEqual({ ok: true, once: false });

  const open = openConversation({ memberId: ada.id });
  expect(await wire()).toEqual([
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS],
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS],
  ]);
  const { messages, participant } = await conversationOf({ memberId: ada.id });
  expect(messages.map(inAWord)).toEqual(['Contact', 'Hello', 'Looked at the prices']);
  expect(messages.map(({ sender }) => sender['memberId'])).toEqual([ada.id, ada.id, ada.id]);
  expect(participant['memberId']).toBe(ada.id);
});

it('does not doubt the address of a logged-in member, whose own it need not be', async () => {
  const { member, wire, conversationOf } = await setup();
  const ada = await member('ada@example.com');
  await ada.call('sendFormData', { firstName: 'Ada', email: 'mother@example.com' });
  expect((await wire()).map(({ call }) => call)).not.toContain(submitContact('member').call);
  const [form] = (await conversationOf({ memberId: ada.id })).messages;
  expect(form?.content.form?.description).toBe('Contact form');
});

it('finds what a member wrote and got as a contact, once he is a member', async () => {
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
  expect(messages.map(inAWord)).toEqual(['As a contact', 'As a member']);
});

it('makes a contact of a visitor after his form was sent, and merges what he wrote before', async () => {
  const { visitor, wire, events, conversationOf } = await setup();
  const ada = await visitor();
  await ada.call('sendBasicMessage', 'First');
  await ada.call('sendBasicMessage', 'Second');
  const asVisitor = await conversationOf({ anonymousVisitorId: ada.id });
  const form = { firstName: 'Ada', email: 'ada@example.com' };
  expect(await ada.call('sendFormData', form)).toEqual({ ok: true, once: false });

  const [created, ...others] = await events('contact-created');
  expect(others).toEqual([]);
  const open = openConversation({ anonymousVisitorId: ada.id });
  expect(await wire()).toEqual([
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS, submitContact('visitor')],
    ...thanks(created?.entityId),
  ]);

  const merged = await conversationOf({ contactId: created?.entityId });
  expect(merged.messages.map(inAWord)).toEqual(['First', 'Second', 'Contact', THANK_YOU]);
  const sequences = merged.messages.map(({ id }) => Number(id));
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  expect((await events('conversations-merged')).map(({ data }) => data)).toEqual([
    { oldConversationIds: [asVisitor.id], targetConversationId: merged.id },
  ]);
  const [, , sent, greeting] = merged.messages;
  expect(sent?.content.form?.description).toBe('Contact form. Address typed, not verified');
  expect(greeting?.visibility).toBe('BUSINESS_AND_PARTICIPANT');
});

it('leaves a visitor without an address a visitor', async () => {
  const { visitor, wire, events, conversationOf } = await setup();
  const ada = await visitor();
  expect(await ada.call('sendFormData', { firstName: 'Ada' })).toEqual({ ok: true, once: false });

  const open = openConversation({ anonymousVisitorId: ada.id });
  expect(await wire()).toEqual([TOKEN_INFO, open, SEND_TO_BUSINESS]);
  expect(await events('contact-created')).toEqual([]);
  const { messages, participant } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(({ sender }) => sender)).toEqual([{ anonymousVisitorId: ada.id }]);
  expect(participant).toEqual({ anonymousVisitorId: ada.id });
});

it.each(['merged', 'fresh', 'not-found'])(
  'gives one session one contact: a second address stays text in the form (an absorbed visitor: %s)',
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
    // Neither is it added to the first contact, behind which somebody else may be.
    expect(await events('contact-updated')).toEqual([]);
  },
);

it('gives a contact the address and the name alone: no telephone, label or subscription', async () => {
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

it('does nothing but check and build for the owner in preview', async () => {
  const { user, wire } = await setup();
  const owner = await user();
  const dry = { ok: true, preview: true };
  expect(await owner.call('sendFormData', { firstName: 'Ada', email: 'a@example.com' })).toEqual(
    dry,
  );
  expect(await owner.call('sendBasicMessage', 'Hello')).toEqual(dry);
  expect(await owner.call('sendMinimalMessage', 'viewed-prices')).toEqual(dry);
  expect(await wire()).toEqual([TOKEN_INFO, TOKEN_INFO, TOKEN_INFO]);
  const refused = await owner.call('sendFormData', { email: 'no address' });
  expect(at(refused, 'error', 'code')).toBe('INVALID_INPUT');
});

it('takes an app for nobody', async () => {
  const { app, wire } = await setup();
  const program = await app();
  const form = { firstName: 'Ada', email: 'ada@example.com' };
  expect(at(await program.call('sendFormData', form), 'error', 'code')).toBe('IDENTITY_UNKNOWN');
  expect(at(await program.call('sendBasicMessage', 'Hi'), 'error', 'code')).toBe(
    'IDENTITY_UNKNOWN',
  );
  expect(await wire()).toEqual([TOKEN_INFO, TOKEN_INFO]);
});

it('notifies the business of a form and of the first words of a quiet hour, of nothing else', async () => {
  const { visitor, requests } = await setup();
  const [ada, bob] = [await visitor(), await visitor()];
  await ada.call('sendBasicMessage', 'Hello?');
  await ada.call('sendBasicMessage', 'Anybody?');
  await bob.call('sendBasicMessage', 'Hello');
  await ada.call('sendFormData', { firstName: 'Ada' });
  await ada.call('sendMinimalMessage', 'viewed-prices');
  const sent = (await requests()).filter(({ operation }) => operation === SEND_CHAT.call);
  expect(sent.map(({ body }) => at(body, 'sendNotifications'))).toEqual([
    ...[true, false, true],
    ...[true, false],
  ]);
});

it('asks Wix nothing for a page that is only looked at', async () => {
  const { emulator, requests } = await setup();
  const page = await emulator.fetch('/contact', { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('<form');
  expect(await requests()).toEqual([]);
});

it('takes the owner on the live site for the member he is, and for the business where he writes as it', async () => {
  const { admin, visitor, wire, conversationOf } = await setup();
  const [owner, ada] = [await admin(), await visitor()];
  await owner.call('sendBasicMessage', 'As myself');
  const message = { basic: { items: [{ text: 'As the business' }] } };
  const to = { anonymousVisitorId: ada.id };
  expect(await owner.call('sendMessageTo', to, message)).toMatchObject({ ok: true, once: false });

  expect(await wire()).toEqual([
    ...[TOKEN_INFO, openConversation({ memberId: owner.id }), SEND_CHAT],
    ...[openConversation(to), SEND_AS_BUSINESS],
  ]);
  expect((await conversationOf({ memberId: owner.id })).messages.map(inAWord)).toEqual([
    'As myself',
  ]);
  expect((await conversationOf(to)).messages.map(inAWord)).toEqual(['As the business']);
});
