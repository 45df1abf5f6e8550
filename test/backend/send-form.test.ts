import { expect, it } from 'vitest';
import type { Form } from 'public/inbox-shapes';
import type { WixInMemory } from '../support/port/world.ts';
import { mainCalls, FIRST_SEND, setup } from '../support/backend/setup.ts';

const FORM = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  subscribeNewsletter: true,
};
const KEY = 'k'.repeat(32);

/** Returns the form of the first sent message. */
function formOf({ sent }: WixInMemory): Form | undefined {
  const content = sent[0]?.message.content;
  return content && 'form' in content ? content.form : undefined;
}

async function sendAsVisitor(settings: Parameters<typeof setup>[0] = {}) {
  const harness = setup(settings);
  const visitorId = await harness.world.createVisitor();
  const send = (data: unknown = FORM, options?: unknown) =>
    harness.world.runAs({ visitorId }, () => harness.inbox.sendForm(data, options));
  return { ...harness, visitorId, send };
}

it("sends the documentation sample's form as a visitor, and then submits the contact", async () => {
  const { world, send } = await sendAsVisitor();
  expect(await send()).toEqual({ once: false });
  expect(mainCalls(world)).toEqual([...FIRST_SEND, ...['createContact', 'submitContact']]);
  expect(world.sent.map(({ as, message }) => ({ as, message }))).toEqual([
    {
      as: { sendAs: 'PARTICIPANT', sendNotifications: true },
      message: {
        direction: 'PARTICIPANT_TO_BUSINESS',
        visibility: 'BUSINESS',
        content: {
          previewText: 'Contact',
          form: {
            title: 'Contact',
            description: 'Contact form. Address typed, not verified',
            fields: [
              { name: 'First name', value: 'Ada' },
              { name: 'Last name', value: 'Lovelace' },
              { name: 'E-mail', value: 'ada@example.com' },
              { name: 'Newsletter', value: 'Yes' },
            ],
          },
        },
      },
    },
  ]);
  expect([...world.contacts.values()]).toEqual([
    { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
  ]);
});

it("sends a member's form, and submits no contact", async () => {
  const { world, inbox } = setup();
  const { memberId, contactId } = await world.createMember({ email: 'ada@example.com' });
  const sent = await world.runAs({ memberId }, () => inbox.sendForm(FORM));
  expect(sent).toEqual({ once: false });
  expect(mainCalls(world)).toEqual(FIRST_SEND);
  expect(world.messagesOf({ memberId })[0]?.sender).toEqual({ memberId, contactId });
  expect(world.sent[0]?.message.content).toMatchObject({
    form: { description: 'Contact form' },
  });
});

it('submits a contact without phone and subscription', async () => {
  const { world, send } = await sendAsVisitor();
  const data = { ...FORM, message: 'Hello', phone: '+41 44 668 18 00' };
  await send(data, { form: 'contact' });
  expect([...world.contacts.values()]).toEqual([
    { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
  ]);
  expect(formOf(world)?.fields).toContainEqual({ name: 'Phone', value: '+41 44 668 18 00' });
});

it('sends a form without an e-mail, and submits no contact', async () => {
  const { world, send } = await sendAsVisitor();
  await send({ firstName: 'Ada' });
  expect(mainCalls(world)).toEqual(FIRST_SEND);
  expect(world.sent[0]?.message.content).toMatchObject({
    form: { description: 'Contact form' },
  });
});

it('returns the same for new e-mails and those of contacts and members, without their data', async () => {
  const results = [];
  for (const owner of ['none', 'contact', 'member'] as const) {
    const { world, send, visitorId } = await sendAsVisitor();
    const canary = { email: FORM.email, firstName: 'CANARY', lastName: 'CANARY' };
    if (owner === 'contact') await world.createContact(canary);
    if (owner === 'member') await world.createMember(canary);
    const first = await send(FORM, { idempotencyKey: KEY });
    const replay = await send(FORM, { idempotencyKey: KEY });
    results.push({ first, replay });
    expect(world.calls).not.toContain('listMessages');
    expect(JSON.stringify({ first, replay })).not.toMatch(/CANARY|0000-4000/);
    expect(world.messagesOf({ anonymousVisitorId: visitorId })).toEqual([]);
  }
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  expect(results[0]).toEqual({
    first: { once: true },
    replay: { once: true, replayed: true },
  });
});

it('submits one contact per session; a second e-mail is only sent as text', async () => {
  for (const absorbedVisitor of ['merged', 'fresh'] as const) {
    const { world, send } = await sendAsVisitor();
    world.absorbedVisitor = absorbedVisitor;
    await send();
    await send({ ...FORM, email: 'bob@example.com' });
    expect(world.calls.filter((call) => call === 'submitContact')).toHaveLength(1);
    expect(world.sent).toHaveLength(2);
    expect(JSON.stringify([...world.contacts.values()])).not.toContain('bob@');
  }
});

it("sends to the contact if the merged visitor's conversation cannot be opened", async () => {
  const { world, send } = await sendAsVisitor();
  world.absorbedVisitor = 'not-found';
  await send(FORM, { idempotencyKey: KEY });
  const second = await send({ ...FORM, lastName: 'King' }, { idempotencyKey: 'l'.repeat(32) });
  expect(second).toEqual({ once: true });
  const [contactId = ''] = [...world.contacts.keys()];
  expect(world.messagesOf({ contactId })).toHaveLength(2);
  expect(world.messagesOf({ contactId })[1]?.visibility).toBe('BUSINESS');
});

it('returns IDENTITY_UNKNOWN for a merged visitor without an e-mail in the form', async () => {
  const { world, send } = await sendAsVisitor();
  world.absorbedVisitor = 'not-found';
  await send();
  await expect(send({ firstName: 'Ada' })).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
});

it('validates the input of a site owner in preview, and sends nothing', async () => {
  const { world, inbox } = setup();
  const userId = await world.createVisitor();
  const sent = await world.runAs({ userId }, async () => [
    await inbox.sendForm(FORM),
    await inbox.sendText('Hello'),
    await inbox.sendActivity('asked-for-a-call'),
  ]);
  expect(sent).toEqual([{ preview: true }, { preview: true }, { preview: true }]);
  expect(world.calls).toEqual(['tokenInfo', 'tokenInfo', 'tokenInfo']);
  await expect(
    world.runAs({ userId }, () => inbox.sendForm({ ...FORM, email: 'x' })),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it("returns field errors in the page's language, and sends labels in the business's language", async () => {
  const { world, send } = await sendAsVisitor();
  const options = { form: 'contact', language: 'de-AT' };
  await expect(send({ ...FORM }, options)).rejects.toMatchObject({
    fields: { message: 'Dieses Feld ist erforderlich.' },
  });
  await send({ ...FORM, message: 'Guten Tag' }, options);
  expect(formOf(world)?.title).toBe('Contact form');
  expect(formOf(world)?.fields).toContainEqual({ name: 'Newsletter', value: 'Yes' });
});

it.each(['de_AT', 'DE-at', 'de_DE.UTF-8', 'de-AT-u-hc-h23'])(
  'accepts %s as a spelling of a language',
  async (language) => {
    const { send } = await sendAsVisitor();
    await expect(send({ ...FORM }, { form: 'contact', language })).rejects.toMatchObject({
      fields: { message: 'Dieses Feld ist erforderlich.' },
    });
  },
);

it('builds the URLs of uploaded files itself', async () => {
  const forms = {
    default: {
      title: 'Claim',
      fields: [
        { key: 'photo', label: 'Photo', kind: 'file' },
        { key: 'bill', label: 'Bill', kind: 'file' },
      ],
    },
  } as const;
  const { world, send } = await sendAsVisitor({ forms });
  await send({
    photo:
      'wix:image://v1/5af0a3_3ba8e0~mv2.png/My%20roof%E2%80%AE.png#originWidth=800&originHeight=600',
    bill: 'wix:document://v1/ugd/5af0a3_77.pdf/bill.pdf',
  });
  expect(world.sent[0]?.message.content).toMatchObject({
    form: {
      fields: [
        { name: 'Photo', value: 'My roof.png' },
        { name: 'Bill', value: 'bill.pdf' },
      ],
      media: [
        {
          image: {
            url: 'https://static.wixstatic.com/media/5af0a3_3ba8e0~mv2.png',
            filename: 'My roof.png',
            width: 800,
            height: 600,
          },
        },
        { file: { url: 'https://docs.wixstatic.com/ugd/5af0a3_77.pdf', filename: 'bill.pdf' } },
      ],
    },
  });
  for (const photo of [
    'https://evil.example/a.png',
    'wix:image://v1/../x/a.png',
    'wix:video://v1/a/b',
  ]) {
    await expect(send({ photo })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
});
