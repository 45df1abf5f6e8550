import { expect, it } from 'vitest';
import { at, listAt } from '../support/stories/json.ts';
import { shareEmulator } from '../support/stories/harness.ts';

// People write with other keyboards than the owner, who still finds them and reads one form of each value.

const setup = shareEmulator();
const FORM = {
  firstName: ' Jose\u0301 ',
  lastName: 'Nu\u0301n\u0303ez\u200b',
  email: 'ｊｏｓｅ＠Example。com',
  phone: '٠٠٤٩ (٣٠) ١٢٣٤–٥٦٧',
  message: '\ufeffHola\r\na\u00addio\u0301s\u2028',
};

it('the business reads one form of what a visitor typed, and the contact has it too', async () => {
  const { visitor, admin, conversationOf } = await setup();
  const person = await visitor();
  expect(await person.call('sendFormData', FORM, { form: 'contact' })).toMatchObject({ ok: true });
  const { messages } = await conversationOf({ anonymousVisitorId: person.id });
  expect(messages[0]?.content.form?.fields).toEqual([
    { name: 'First name', value: 'José' },
    { name: 'Last name', value: 'Núñez' },
    { name: 'E-mail', value: 'jose@example.com' },
    { name: 'Phone', value: '+49 30 1234 567' },
    { name: 'Message', value: 'Hola\nadiós' },
  ]);
  const found = await (await admin()).call('findParticipants', { name: 'jose nunez' });
  expect(listAt(found, 'participants')).toMatchObject([
    { name: 'José Núñez', email: 'jose@example.com' },
  ]);
});

it('a chat message that is sent again with other line ends arrives once', async () => {
  const { visitor, conversationOf } = await setup();
  const person = await visitor();
  const options = { idempotencyKey: 'k'.repeat(32) };
  for (const text of ['a\r\nb', 'a\nb ', 'a\rb']) {
    expect(await person.call('sendBasicMessage', text, options)).toMatchObject({ ok: true });
  }
  const { messages } = await conversationOf({ anonymousVisitorId: person.id });
  expect(messages.map(({ content }) => content.basic?.items)).toEqual([[{ text: 'a\nb' }]]);
});

it.each(['any-case', 'exact-case'] as const)(
  'finds people by their phone number in any spelling, and by names without accents (%s)',
  async (startsWith) => {
    const { admin, contact, control, requests } = await setup();
    await control('PUT', 'assumptions', { startsWith });
    const contactId = await contact('zoe@example.com', {
      name: { first: 'Zoë', last: 'Łuczak' },
      phones: { items: [{ phone: '+48 (22) 123-45-67', countryCode: 'PL' }] },
    });
    await contact('zora@example.com', { name: { first: 'Zora' } });
    const owner = await admin();
    const queries = [
      ...['+48221234567', '0048 22 1234567', '022 123 45 67', '＋４８ ２２ １２３４５６７'].map(
        (phone) => ({ phone }),
      ),
      ...['zoe', 'ZOE LUCZAK', 'luczak', 'Zoe\u0308 łu'].map((name) => ({ name })),
    ];
    for (const query of queries) {
      const found = await owner.call('findParticipants', query);
      expect([query, listAt(found, 'participants')]).toMatchObject([
        query,
        [{ participant: { contactId }, name: 'Zoë Łuczak', phone: '+48 (22) 123-45-67' }],
      ]);
    }
    // Wix accepts every query, also that of a field that only its documentation has.
    const answers = (await requests()).filter(({ operation }) => /QueryContacts/.test(operation));
    expect(answers.filter((request) => at(request, 'status') !== 200)).toEqual([]);
    expect(JSON.stringify(answers)).toContain('info.phones.e164Phone');
  },
);
