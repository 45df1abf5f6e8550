// Every web method treats every spelling of a text, an address or a number as the same: the same answer, the same
// message for Wix, the same contact.
import { expect, it } from 'vitest';
import type * as web from 'backend/inbox.web';
import { setup, webMethods } from '../support/backend/setup.ts';
import {
  EMAILS,
  PHONES,
  TEXTS,
  UNSENDABLE_TEXTS,
  type Spelling,
} from '../support/public/spellings.ts';

type Kind = 'text' | 'email' | 'phone' | 'name';

/** An argument that a person writes: its place in the error, and the arguments of a call with it. */
interface Written {
  readonly kind: Kind;
  readonly field: string;
  readonly args: (text: string) => readonly unknown[];
}

/** The contact to whom the business writes, created first in every world. */
const CONTACT = { contactId: '00000000-0000-4000-8000-000000000001' };
const URL = 'https://static.wixstatic.com/media/a.png';
const ADA = {
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
  phone: '+49 30 1234567',
};

/** A message of each type, with every text that it can have. `''` stands for the text. */
const MESSAGES: readonly object[] = [
  { basic: { items: [{ text: '' }] } },
  {
    basic: { items: [{ image: { url: URL, filename: '' } }, { file: { url: URL, mimeType: '' } }] },
  },
  { minimal: { text: '' }, previewText: '' },
  { form: { title: '', description: '', fields: [{ name: '', value: '' }] } },
  {
    template: {
      title: '',
      textLines: ['', ''],
      buttons: [
        { label: '', interactionId: 'yes' },
        { label: '', launchUrl: 'https://example.com/' },
      ],
    },
    badges: [{ text: '' }],
  },
];

/** Every argument of every web method that a person writes. Ids, keys, cursors and options are written by programs. */
const WRITTEN: { readonly [Method in keyof typeof web]: readonly Written[] } = {
  sendFormData: [
    { kind: 'text', field: 'firstName', args: (text) => [{ firstName: text, lastName: 'L' }] },
    { kind: 'text', field: 'lastName', args: (text) => [{ firstName: 'A', lastName: text }] },
    { kind: 'email', field: 'email', args: (email) => [{ firstName: 'A', email }] },
    { kind: 'text', field: 'message', args: (message) => contactForm({ message }) },
    { kind: 'phone', field: 'phone', args: (phone) => contactForm({ phone }) },
    { kind: 'name', field: 'options.form', args: (form) => [contactForm({})[0], { form }] },
  ],
  openForm: [{ kind: 'name', field: 'form', args: (form) => [form] }],
  sendBasicMessage: [{ kind: 'text', field: 'text', args: (text) => [text] }],
  sendMinimalMessage: [{ kind: 'name', field: 'activity', args: (name) => [name] }],
  sendMessageTo: [
    ...MESSAGES.flatMap((message) =>
      textsIn(message, 'message').map((field): Written => ({
        kind: 'text',
        field,
        args: (text) => [CONTACT, withText(message, 'message', field, text)],
      })),
    ),
    {
      kind: 'email',
      field: 'participant.email',
      args: (email) => [{ email }, { minimal: { text: 'Hello' } }],
    },
  ],
  openConversation: [{ kind: 'email', field: 'participant.email', args: (email) => [{ email }] }],
  findParticipants: [
    { kind: 'email', field: 'query.email', args: (email) => [{ email }] },
    { kind: 'phone', field: 'query.phone', args: (phone) => [{ phone }] },
    { kind: 'text', field: 'query.name', args: (name) => [{ name }] },
  ],
  listMessages: [],
  getConversation: [],
  listAllMessages: [],
  listRecent: [],
  checkInbox: [],
  setUpInbox: [],
};

const NAMES: readonly Spelling[] = ['contact', 'asked-for-a-call'].flatMap(
  (name): readonly Spelling[] => [
    [`spaces around ${name}`, ` ${name}\u00a0\r\n`, name],
    [`invisible characters in ${name}`, `\ufeff${name.slice(0, 1)}\u200b${name.slice(1)}`, name],
  ],
);
const SPELLINGS: Readonly<Record<Kind, readonly Spelling[]>> = {
  text: TEXTS,
  email: EMAILS,
  phone: PHONES,
  name: NAMES,
};

const ROWS = Object.entries(WRITTEN).flatMap(([method, all]) =>
  all.map((written) => ({ method, ...written })),
);

it.each(ROWS)(
  '$method treats every spelling of $field as the same',
  async ({ method, kind, args }) => {
    let accepted = 0;
    for (const [name, typed, normalized] of SPELLINGS[kind]) {
      const expected = await call(method, args(normalized));
      expect([name, await call(method, args(typed))]).toEqual([name, expected]);
      if (expected.answer.ok) accepted += 1;
    }
    // A name is declared for one method only.
    expect(accepted).toBe(kind === 'name' ? 2 : SPELLINGS[kind].length);
  },
);

it.each(ROWS.filter(({ kind }) => kind !== 'name'))(
  '$method names the character of $field that cannot be sent, and calls nothing',
  async ({ method, field, args }) => {
    for (const [text, character, position] of UNSENDABLE_TEXTS) {
      const { answer, calls } = await call(method, args(text));
      const message = `The character ${character} at position ${position} cannot be sent.`;
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'INVALID_INPUT', fields: { [field]: message } },
      });
      expect(calls).toEqual([]);
    }
  },
);

it('counts the characters of the normalized text', async () => {
  const typed = `${'x'.repeat(16_382)}\r\ny\u200b `;
  expect((await call('sendBasicMessage', [typed])).answer).toMatchObject({ ok: true });
  expect((await call('sendBasicMessage', [`${typed}y`])).answer).toMatchObject({ ok: false });
});

it('a retry with other line ends is the same message', async () => {
  const { inbox, world } = setup();
  const visitorId = await world.createVisitor();
  const options = { idempotencyKey: 'k'.repeat(32) };
  const send = (text: string) => world.runAs({ visitorId }, () => inbox.sendText(text, options));
  await send('a\nb');
  for (const text of ['a\r\nb', 'a\rb', ' a\u2028b\ufeff']) {
    expect(await send(text)).toMatchObject({ replayed: true });
  }
  expect(world.sent).toHaveLength(1);
});

it('attachments need no text, also if it has only invisible characters', async () => {
  const attachments = ['wix:image://v1/ab.png/ab.png'];
  const withNone = await call('sendBasicMessage', ['', { attachments }]);
  expect(withNone.answer).toMatchObject({ ok: true });
  expect(await call('sendBasicMessage', [' \u200b\r\n', { attachments }])).toEqual(withNone);
});

/** Calls a web method in a new world that has one contact. */
async function call(method: string, args: readonly unknown[]) {
  const { world, inbox, respond } = setup();
  await world.createContact(ADA);
  const visitorId = await world.createVisitor();
  const methods = webMethods(inbox, respond);
  const answer = await world.runAs({ visitorId }, async () => methods[method]?.(...args));
  if (!answer) throw new Error(`No method ${method}`);
  return { answer, sent: world.sent, contacts: [...world.contacts.values()], calls: world.calls };
}

function contactForm(fields: object): readonly [object, object] {
  const data = { firstName: 'A', email: 'a@example.com', message: 'M', ...fields };
  return [data, { form: 'contact' }];
}

/** Returns the paths of the texts in a message. */
function textsIn(value: unknown, path: string): readonly string[] {
  if (value === '') return [path];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => textsIn(item, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, `${path}.${key}`));
}

/** Copies a message with a text at one path, and an `x` at the others. */
function withText(value: unknown, path: string, field: string, text: string): unknown {
  if (value === '') return path === field ? text : 'x';
  if (Array.isArray(value)) {
    return value.map((item, index) => withText(item, `${path}[${index}]`, field, text));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      withText(item, `${path}.${key}`, field, text),
    ]),
  );
}
