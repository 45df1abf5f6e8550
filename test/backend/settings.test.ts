import { expect, it } from 'vitest';
import { toMedia } from 'backend/inbox/messaging/media';
import { toPreviewText, truncate } from 'backend/inbox/messaging/preview-text';
import { readInboxSettings } from 'backend/inbox/read-settings';
import { inboxForms } from 'public/inbox-forms';
import { findUnsendable } from 'public/inbox-normalize';
import { setup } from '../support/backend/setup.ts';

const field = (key: string, more: object = {}) => ({ key, label: key, kind: 'text', ...more });
const form = (...fields: readonly object[]) => ({
  forms: { contact: { title: 'Contact', fields } },
});
const budget = (value: unknown) => ({ limits: { site: { visitors: value } } });

/** Loads settings as a site's JavaScript does, where no type is checked. */
function load(written: unknown): unknown {
  return Reflect.apply(readInboxSettings, undefined, [written]);
}

/** Returns the lines of the error that settings cause. */
function problemsOf(written: unknown): readonly string[] {
  try {
    load(written);
  } catch (error) {
    const [title, ...lines] = error instanceof Error ? error.message.split('\n') : [];
    return title === 'Invalid settings of Velo Inbox:' ? lines : [];
  }
  return [];
}

const SETTINGS = 'backend/inbox-settings';
const FORMS = 'public/inbox-forms';

it.each([
  [
    { contacts: 'create_only' },
    `${SETTINGS}, contacts: Expected "reconcile" or "create-only" or "off", got "create_only".`,
  ],
  [{ contact: 'off' }, `${SETTINGS}, contact: Unknown. Did you mean contacts?`],
  [{ LIMITS: {} }, `${SETTINGS}, LIMITS: Unknown. Did you mean limits?`],
  [{ colour: 'red' }, `${SETTINGS}, colour: Unknown. Expected one of language, forms, `],
  [{ texts: { thankyou: 'x' } }, `${SETTINGS}, texts.thankyou: Unknown. Did you mean thankYou?`],
  [
    { texts: 'x' },
    `${SETTINGS}, texts: Expected { thankYou, postLiked, postLikedUntitled, addressNotVerified }, got `,
  ],
  [{ texts: { thankYou: '' } }, 'texts.thankYou: Expected text of 1 to 16384 characters, got "".'],
  [
    { texts: { thankYou: { english: 'x' } } },
    'Expected a language such as en or de-AT, got "english".',
  ],
  [
    { texts: { thankYou: { en: null } } },
    'texts.thankYou.en: Expected text of 1 to 16384 characters, got null.',
  ],
  [
    { language: 5 },
    'language: Expected a language such as en or de-AT of 1 to 35 characters, got 5.',
  ],
  [{ limits: null }, 'limits: Expected { callMs, sendWithinMs, messages, site }, got null.'],
  [{ limits: [] }, 'limits: Expected { callMs, sendWithinMs, messages, site }, got a list of 0.'],
  [
    { limits: { callMs: '4s' } },
    'limits.callMs: Expected a whole number from 1 to 60000, got "4s".',
  ],
  [
    { limits: { sendWithinMs: 6001 } },
    'limits.sendWithinMs: Expected a whole number from 1 to 6000, got 6001.',
  ],
  [
    budget({ messages: 501 }),
    'limits.site.visitors.messages: Expected a whole number from 1 to 500, got 501.',
  ],
  [budget({ messages: -1 }), 'from 1 to 500, got -1.'],
  [budget({ messages: 1.5 }), 'from 1 to 500, got 1.5.'],
  [
    budget({ minutes: NaN }),
    'limits.site.visitors.minutes: Expected a whole number from 1 to 1440, got NaN.',
  ],
  [budget({ minutes: Infinity }), 'from 1 to 1440, got Infinity.'],
  [
    { limits: { messages: { member: [{ messages: 61, minutes: 1 }] } } },
    'limits.messages.member[0].messages: Expected a whole number from 1 to 60, got 61.',
  ],
  [
    { limits: { messages: { member: [{ messages: 5 }] } } },
    'member[0].minutes: Expected a whole number from 1 to 1440, got nothing.',
  ],
  [
    { resolvers: ['tokeninfo'] },
    'resolvers[0]: Expected "token-info" or "current-member", got "tokeninfo".',
  ],
  [{ resolvers: 'token-info' }, 'resolvers: Expected a list of 0 to 2, got "token-info".'],
  [
    { activities: { 'a-call': {} } },
    'activities.a-call.text: Expected text of 1 to 16384 characters, got nothing.',
  ],
  [
    { activities: { a: { text: 'A', url: 'http://a.example' } } },
    'activities.a.url: Expected a URL that starts with https://, got "http://a.example".',
  ],
  [{ buttons: { hours: 'open' } }, 'buttons.hours: Expected a function, got "open".'],
  [{ activities: 'x' }, 'activities: Expected an object by the name of an activity, got "x".'],
  [{ buttons: null }, 'buttons: Expected an object by an interaction id, got null.'],
  [{ sources: [] }, 'sources: Unknown. Expected one of language, '],
  [{ hooks: { beforesend: () => {} } }, 'hooks.beforesend: Unknown. Did you mean beforeSend?'],
  [{ hooks: { onForm: {} } }, 'hooks.onForm: Expected a function, got an object.'],
  [
    { realtime: true },
    'realtime: Expected "wix-realtime-backend" or "@wix/realtime" or "off", got a boolean.',
  ],
  [
    { channels: { targetChannels: [] } },
    'channels.targetChannels: Expected a list of 1 to 3, got a list of 0.',
  ],
  [[], ': Expected { language, forms, '],
  [
    { forms: { contact: { title: 'Contact' } } },
    `${FORMS}, contact.fields: Expected a list of 1 to 15, got nothing.`,
  ],
  [form(), `${FORMS}, contact.fields: Expected a list of 1 to 15, got a list of 0.`],
  [form(...Array.from({ length: 16 }, (_, at) => field(`f${String(at)}`))), 'got a list of 16.'],
  [
    form(field('a', { kind: 'e-mail' })),
    'contact.fields[0].kind: Expected "text" or "email" or "phone" or "checkbox" or "file", got "e-mail".',
  ],
  [
    form(field('a', { requiered: true })),
    'contact.fields[0].requiered: Unknown. Did you mean required?',
  ],
  [
    form(field('a', { required: 'yes' })),
    'contact.fields[0].required: Expected true or false, got "yes".',
  ],
  [form(field('a'), field('a')), 'contact.fields[1].key: "a" is used by two fields.'],
  [
    form(field('a', { contact: 'email' }), field('b', { contact: 'email' })),
    'contact.fields[1].contact: "email" is used by two fields.',
  ],
  [
    form(field('a', { maxLength: 8193 })),
    'maxLength: Expected a whole number from 1 to 8192, got 8193.',
  ],
  [form(field('a', { maxLength: 0 })), 'maxLength: Expected a whole number from 1 to 8192, got 0.'],
  [form(field('first name')), 'contact.fields[0].key: Expected letters and digits, '],
  [
    form({ key: 'a', kind: 'text' }),
    'contact.fields[0].label: Expected text of 1 to 8192 characters, got nothing.',
  ],
  [
    { forms: { contact: null } },
    `${FORMS}, contact: Expected { title, description, fields, texts }, got null.`,
  ],
] as const)('names the file, the path, what came and what is allowed (%j)', (written, line) => {
  const problems = problemsOf(written);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(line);
});

it('names every problem in one error', () => {
  const problems = problemsOf({
    language: '',
    contact: 'off',
    limits: { callMs: 0, site: { visitors: { messages: 0 } } },
    ...form(field('a', { kind: 'e-mail' }), field('a')),
  });
  expect(problems.map((line) => line.split(':')[0])).toEqual([
    'backend/inbox-settings, contact',
    'backend/inbox-settings, language',
    'public/inbox-forms, contact.fields[0].kind',
    'backend/inbox-settings, limits.callMs',
    'backend/inbox-settings, limits.site.visitors.messages',
  ]);
});

it('fills in the default of everything that is left out', () => {
  const defaults = readInboxSettings({});
  expect(defaults).toMatchObject({ language: 'en', contacts: 'reconcile', forms: inboxForms });
  expect(readInboxSettings({ limits: { site: { visitors: { messages: 10 } } } })).toEqual({
    ...defaults,
    limits: {
      ...defaults.limits,
      site: { ...defaults.limits.site, visitors: { messages: 10, minutes: 10 } },
    },
  });
  expect(readInboxSettings(defaults)).toEqual(defaults);
});

it('accepts a declared form of 15 fields of 8192 characters', async () => {
  const fields = Array.from({ length: 15 }, (_, index) => ({
    key: `f${index}`,
    label: 'Field',
    kind: 'text' as const,
    maxLength: 8192,
  }));
  const { world, inbox } = setup({ forms: { default: { title: 'Form', fields } } });
  const visitorId = await world.createVisitor();
  const data = Object.fromEntries(fields.map(({ key }) => [key, 'x'.repeat(8192)]));
  await world.runAs({ visitorId }, () => inbox.sendForm(data));
  expect(world.sent[0]?.message.content).toMatchObject({ form: { fields: { length: 15 } } });
});

it.each([
  ['x'.repeat(256), 256],
  ['x'.repeat(257), 256],
  ['😀'.repeat(128), 256],
  [`x${'😀'.repeat(128)}`, 255],
] as const)(
  'truncates a preview at 256 UTF-16 units and never inside a surrogate pair',
  (text, length) => {
    const preview = toPreviewText({ minimal: { text } });
    expect(preview).toHaveLength(length);
    expect(findUnsendable(preview)).toBeUndefined();
    expect(text.startsWith(preview)).toBe(true);
    expect(truncate('abc', 2)).toBe('ab');
  },
);

it.each([
  [{ basic: { items: [{ text: ' a\n b ' }] } }, 'a b'],
  [{ basic: { items: [{ image: { url: 'https://a.example' } }] } }, 'Image'],
  [{ basic: { items: [{ image: { url: 'https://a.example', filename: 'a.png' } }] } }, 'a.png'],
  [{ basic: { items: [{ file: { url: 'https://a.example' } }] } }, 'File'],
  [{ form: { title: 'Contact', fields: [] } }, 'Contact'],
  [{ template: { title: 'Title', textLines: ['Line'] } }, 'Title'],
  [{ template: { textLines: ['Line'] } }, 'Line'],
  [{ template: { buttons: [{ label: 'Open', interactionId: 'x' }] } }, 'Open'],
  [{ template: { imageUrl: 'https://a.example' } }, 'New message'],
] as const)('derives the preview of %j', (content, preview) => {
  expect(toPreviewText(content)).toBe(preview);
});

it('removes unsafe characters from file names and adds the real extension', () => {
  expect(toMedia('wix:document://v1/a.pdf/%E2%80%AEfdp.exe')).toEqual({
    file: { _id: 'a.pdf', url: 'https://docs.wixstatic.com/ugd/a.pdf', filename: 'fdp.exe.pdf' },
  });
  expect(toMedia('wix:image://v1/a.png/%zz%00#originWidth=x&originHeight=-1')).toEqual({
    image: {
      _id: 'a.png',
      url: 'https://static.wixstatic.com/media/a.png',
      filename: '%zz%00.png',
    },
  });
});
