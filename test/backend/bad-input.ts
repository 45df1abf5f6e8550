/** Input that a web method refuses before anything is called. All of it can be written as JSON. */
export interface BadInput {
  /** What is wrong, in a few words: the row's name. */
  readonly name: string;
  /** The web method of `backend/inbox.web`. */
  readonly method: string;
  readonly args: readonly unknown[];
  readonly code: string;
  /** The key in `error.fields`. */
  readonly field: string;
  /** Part of what is said about the field. */
  readonly says: string;
  /** The input has a key of an object's prototype, which the local Wix may refuse before the site sees it. */
  readonly prototypeKey?: true;
}

const GUID = '0e6f7c1a-3b52-4d7e-9a41-6c0f6f1d2b3c';
const HUGE = 'x'.repeat(100_000);
const LONE_SURROGATE = 'a\ud83d';
const CONTROL = 'a\u0007b';
const MEMBER = { memberId: GUID };
const HTTPS = 'an address that begins with https://';

/** What no text may be, with what is said about it. */
const BAD_TEXTS: readonly (readonly [string, unknown, string])[] = [
  ['null', null, 'got null'],
  ['a number', 7, 'got a number'],
  ['a list', ['a', 'b'], 'got a list of 2'],
  ['an object', { text: 'a' }, 'got an object'],
  ['empty', '', 'got none'],
  ['only spaces', ' \n\t ', 'got none'],
  ['a lone surrogate', LONE_SURROGATE, 'cannot be sent'],
  ['a control character', CONTROL, 'cannot be sent'],
  ['a carriage return', 'a\rb', 'cannot be sent'],
  ['a NUL', 'a\u0000b', 'cannot be sent'],
  ['100,000 characters', HUGE, 'got 100000'],
];

/** What no address may be. */
const BAD_URLS: readonly (readonly [string, unknown, string])[] = [
  ['javascript:', 'javascript:alert(1)', HTTPS],
  ['JavaScript: with a tab', 'java\tscript:alert(1)', HTTPS],
  ['data:', 'data:text/html,<b>x</b>', HTTPS],
  ['http:', 'http://example.com/a.png', HTTPS],
  ['no scheme', '//example.com/a.png', HTTPS],
  ['a path', '/a.png', HTTPS],
  ['wix:', 'wix:image://v1/a.png/a.png', HTTPS],
  ['a user name', 'https://user@example.com/', HTTPS],
  ['a user name and password', 'https://user:secret@example.com/', HTTPS],
  ['a backslash', 'https://example.com\\@evil.example/', HTTPS],
  ['a space', 'https://example.com/a b', HTTPS],
  ['a newline', 'https://example.com/\na', HTTPS],
  ['a bidi control', 'https://example.com/\u202egnp.exe', 'not an address'],
  ['a host that is none', 'https://exa%00mple.com/', 'not an address'],
  ['null', null, 'got null'],
  ['a number', 1, 'got a number'],
];

function fieldsOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({ name: `Field ${index}`, value: 'x' }));
}

function withOwn(key: string): unknown {
  return JSON.parse(`{"firstName":"Ada","${key}":"x"}`);
}

const FORM_DATA: readonly BadInput[] = [
  ...(
    [
      ['missing', [], 'got null'],
      ['null', [null], 'got null'],
      ['text', ['Ada'], 'got text of 3 characters'],
      ['a list', [['Ada']], 'got a list of 1'],
      ['a number', [7], 'got a number'],
      ['a boolean', [true], 'got a boolean'],
    ] as const
  ).map(([name, args, says]) => ({
    name: `form data that is ${name}`,
    method: 'sendFormData',
    args,
    code: 'INVALID_INPUT',
    field: 'email',
    says: name === 'missing' ? 'Expected the fields of the form' : says,
  })),
  ...(
    [
      ['no field', {}, 'email', 'at least one field'],
      ['only empty fields', { firstName: '', email: ' ' }, 'email', 'at least one field'],
      ['only an unchecked box', { subscribeNewsletter: false }, 'email', 'at least one field'],
      ['an undeclared key', { firstName: 'Ada', role: 'admin' }, 'role', 'no such field'],
      ['a long undeclared key', { [`${'k'.repeat(60)}`]: 1 }, 'k'.repeat(40), 'no such field'],
      ['a key of control characters', { 'a\u0007\u202eb': 1 }, 'ab', 'no such field'],
      ['a null field', { firstName: null }, 'firstName', 'got null'],
      ['a number for a name', { firstName: 7 }, 'firstName', 'got a number'],
      ['a list for a name', { firstName: ['Ada'] }, 'firstName', 'got a list of 1'],
      ['an object for an address', { email: {} }, 'email', 'got an object'],
      ['100,000 characters', { firstName: HUGE }, 'firstName', 'At most 100 characters'],
      ['a name one past its limit', { firstName: 'x'.repeat(101) }, 'firstName', 'At most 100'],
      [
        'an address one past its limit',
        { email: `${'x'.repeat(309)}@example.com` },
        'email',
        '320',
      ],
      ['a lone surrogate', { firstName: LONE_SURROGATE }, 'firstName', 'cannot be sent'],
      ['a control character', { lastName: CONTROL }, 'lastName', 'cannot be sent'],
      ['an address without @', { email: 'ada.example.com' }, 'email', 'not an e-mail'],
      ['an address with a space', { email: 'ada @example.com' }, 'email', 'not an e-mail'],
      ['two addresses', { email: 'a@example.com,b@example.com' }, 'email', 'not an e-mail'],
      [
        'an address with a bidi control',
        { email: 'a\u202e@example.com' },
        'email',
        'not an e-mail',
      ],
      [
        'text for a checkbox',
        { subscribeNewsletter: 'true' },
        'subscribeNewsletter',
        'got text of 4',
      ],
      ['null for a checkbox', { subscribeNewsletter: null }, 'subscribeNewsletter', 'got null'],
    ] as const
  ).map(([name, data, field, says]) => ({
    name: `form data with ${name}`,
    method: 'sendFormData',
    args: [data],
    code: 'INVALID_INPUT',
    field,
    says,
  })),
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'].map((key) => ({
    name: `form data with the key ${key}`,
    method: 'sendFormData',
    args: [withOwn(key)],
    code: 'INVALID_INPUT',
    field: key,
    says: 'no such field',
    prototypeKey: true as const,
  })),
  {
    name: 'form data with sixteen fields',
    method: 'sendFormData',
    args: [Object.fromEntries(fieldsOf(16).map(({ name, value }) => [name, value]))],
    code: 'INVALID_INPUT',
    field: 'Field 0',
    says: 'no such field',
  },
  ...(
    [
      [
        'a required field missing',
        { email: 'a@example.com', message: 'Hi' },
        'firstName',
        'fill this',
      ],
      ['a telephone of letters', { phone: 'call me' }, 'phone', 'not a telephone'],
      ['a message one past its limit', { message: 'x'.repeat(4001) }, 'message', 'At most 4000'],
    ] as const
  ).map(([name, data, field, says]) => ({
    name: `the contact form with ${name}`,
    method: 'sendFormData',
    args: [data, { form: 'contact' }],
    code: 'INVALID_INPUT',
    field,
    says,
  })),
];

const KEYS: readonly (readonly [string, unknown])[] = [
  ['too short', 'a'.repeat(21)],
  ['too long', 'a'.repeat(65)],
  ['empty', ''],
  ['null', null],
  ['a number', 12345678901234567890],
  ['an object', { key: 'a'.repeat(32) }],
  ['with a space', `${'a'.repeat(21)} b`],
  ['with a slash', `${'a'.repeat(21)}/b`],
  ['with a newline at the end', `${'a'.repeat(22)}\n`],
  ['100,000 characters', HUGE],
];

/** Options that every sending method refuses alike. */
const OPTIONS: readonly BadInput[] = (
  [
    ['sendFormData', [{ firstName: 'Ada' }]],
    ['sendBasicMessage', ['Hello']],
    ['sendMinimalMessage', ['asked-for-a-call']],
    ['sendMessageTo', [MEMBER, { minimal: { text: 'Hello' } }]],
  ] as const
).flatMap(([method, args]) => [
  ...KEYS.map(([name, idempotencyKey]) => ({
    name: `${method} with an idempotency key that is ${name}`,
    method,
    args: [...args, { idempotencyKey }],
    code: 'INVALID_KEY',
    field: 'options.idempotencyKey',
    says: 'Expected 22 to 64',
  })),
  ...(
    [
      ['text', 'contact', 'options', 'got text'],
      ['a list', [], 'options', 'got a list of 0'],
      ['a number', 1, 'options', 'got a number'],
      ['an undeclared option', { to: 'x' }, 'options.to', 'no such property'],
    ] as const
  ).map(([name, options, field, says]) => ({
    name: `${method} with options that are ${name}`,
    method,
    args: [...args, options],
    code: 'INVALID_INPUT',
    field,
    says,
  })),
  {
    name: `${method} with an option named __proto__`,
    method,
    args: [...args, JSON.parse('{"__proto__":{"form":"contact"}}')],
    code: 'INVALID_INPUT',
    field: 'options.__proto__',
    says: 'no such property',
    prototypeKey: true as const,
  },
]);

const NAMES: readonly BadInput[] = [
  ...(
    [
      ['nope', 'nope'],
      ['', ''],
      ['constructor', 'constructor'],
      ['__proto__', '__proto__'],
      ['toString', 'toString'],
      [HUGE, 'x'.repeat(40)],
      ['a\u0007\u202eb', 'ab'],
    ] as const
  ).flatMap(([given, named]) => [
    {
      name: `the undeclared form "${named}"`,
      method: 'sendFormData',
      args: [{ firstName: 'Ada' }, { form: given }],
      code: 'UNKNOWN_FORM',
      field: 'options.form',
      says: `"${named}"`,
    },
    {
      name: `the undeclared activity "${named}"`,
      method: 'sendMinimalMessage',
      args: [given],
      code: 'UNKNOWN_ACTIVITY',
      field: 'activity',
      says: `"${named}"`,
    },
  ]),
  ...(
    [
      ['missing', []],
      ['null', [null]],
      ['a number', [7]],
      ['an object with text, icon and link', [{ text: 'Paid', url: 'https://evil.example' }]],
      ['a list', [['asked-for-a-call']]],
    ] as const
  ).map(([name, args]) => ({
    name: `an activity that is ${name}`,
    method: 'sendMinimalMessage',
    args,
    code: 'INVALID_INPUT',
    field: 'activity',
    says: 'Expected a name',
  })),
  ...([null, 7, {}] as const).map((form) => ({
    name: `a form's name that is ${JSON.stringify(form)}`,
    method: 'sendFormData',
    args: [{ firstName: 'Ada' }, { form }],
    code: 'INVALID_INPUT',
    field: 'options.form',
    says: 'Expected a name',
  })),
  ...([null, 7, 'x', 'not a language', HUGE] as const).map((language, row) => ({
    name: `a language that is none (${row})`,
    method: 'sendFormData',
    args: [{ firstName: 'Ada' }, { language }],
    code: 'INVALID_INPUT',
    field: 'options.language',
    says: '',
  })),
];

const TEXTS: readonly BadInput[] = [
  {
    name: 'a chat text that is missing',
    method: 'sendBasicMessage',
    args: [],
    code: 'INVALID_INPUT',
    field: 'text',
    says: 'Expected text',
  },
  ...BAD_TEXTS.map(([name, text, says]) => ({
    name: `a chat text that is or has ${name}`,
    method: 'sendBasicMessage',
    args: [text],
    code: 'INVALID_INPUT',
    field: 'text',
    says,
  })),
  {
    name: 'a chat text one past its limit',
    method: 'sendBasicMessage',
    args: ['x'.repeat(16_385)],
    code: 'INVALID_INPUT',
    field: 'text',
    says: 'At most 16384',
  },
];

/** Whom the business cannot mean, for both methods that take a participant. */
const PARTICIPANTS: readonly BadInput[] = (
  [
    ['missing', undefined, 'participant', 'got n'],
    ['null', null, 'participant', 'got null'],
    ['a plain id', GUID, 'participant', 'got text of 36 characters'],
    ['a list', [MEMBER], 'participant', 'got a list of 1'],
    ['empty', {}, 'participant', 'got none'],
    ['two at once', { memberId: GUID, contactId: GUID }, 'participant', 'got several'],
    ['an address', { email: 'ada@example.com' }, 'participant.email', 'no such property'],
    ['an id of nothing known', { userId: GUID }, 'participant.userId', 'no such property'],
    ['an id that is no GUID', { memberId: 'ada' }, 'participant.memberId', 'got text of 3'],
    ['an id with a newline', { memberId: `${GUID}\n` }, 'participant.memberId', 'GUID'],
    ['a null id', { contactId: null }, 'participant.contactId', 'got null'],
    ['an object for an id', { anonymousVisitorId: {} }, 'participant.anonymousVisitorId', 'GUID'],
    ['a huge id', { memberId: HUGE }, 'participant.memberId', 'got text of 100000'],
  ] as const
).flatMap(([name, participant, field, says]) =>
  (['sendMessageTo', 'openConversation'] as const).map((method) => ({
    name: `${method} to a participant that is ${name}`,
    method,
    args:
      method === 'openConversation'
        ? participant === undefined
          ? []
          : [participant]
        : [participant ?? null, { minimal: { text: 'Hello' } }],
    code: 'INVALID_INPUT',
    field,
    says,
  })),
);

function message(name: string, content: unknown, field: string, says: string): BadInput {
  return {
    name: `a message with ${name}`,
    method: 'sendMessageTo',
    args: [MEMBER, content],
    code: 'INVALID_INPUT',
    field: `message${field}`,
    says,
  };
}

const text = { text: 'x' };
const form = (more: object) => ({ form: { title: 'Form', fields: fieldsOf(1), ...more } });
const template = (more: object) => ({ template: { title: 'Title', ...more } });
const button = (more: object) => template({ buttons: [{ label: 'Open', ...more }] });

const MESSAGES: readonly BadInput[] = [
  message('nothing', null, '', 'got null'),
  message('plain text', 'Hello', '', 'got text of 5'),
  message('no content', {}, '', 'got none'),
  message('only badges', { badges: [text] }, '', 'got none'),
  message('two contents', { minimal: text, basic: { items: [text] } }, '', 'got several'),
  message('a system content', { system: text }, '.system', 'no such property'),
  message('a direction of its own', { minimal: text, direction: 'X' }, '.direction', 'no such'),
  message('a sender of its own', { minimal: text, sendAs: 'PARTICIPANT' }, '.sendAs', 'no such'),
  message('a channel of its own', { minimal: text, sourceChannel: 'SMS' }, '.sourceChannel', 'no'),
  message('a null content', { minimal: null }, '.minimal', 'got null'),
  message('an unknown visibility', { minimal: text, visibility: 'ALL' }, '.visibility', 'BUSINESS'),
  message('text for silent', { minimal: text, silent: 'yes' }, '.silent', 'true or false'),
  message(
    'two badges',
    { minimal: text, badges: [text, text] },
    '.badges',
    '1 to 1, got a list of 2',
  ),
  message('no badge', { minimal: text, badges: [] }, '.badges', 'got a list of 0'),
  message(
    'a 257-character preview',
    { minimal: text, previewText: 'x'.repeat(257) },
    '.previewText',
    '256',
  ),

  message('no items', { basic: { items: [] } }, '.basic.items', 'got a list of 0'),
  message('items that are no list', { basic: { items: 'x' } }, '.basic.items', 'got text'),
  message('an empty item', { basic: { items: [{}] } }, '.basic.items[0]', 'got none'),
  message(
    'an item of two kinds',
    { basic: { items: [text, { text: 'x', image: { url: 'https://a.example' } }] } },
    '.basic.items[1]',
    'got several',
  ),
  message(
    'a picture without address',
    { basic: { items: [{ image: {} }] } },
    '.basic.items[0].image.url',
    'got nothing',
  ),
  message(
    'a picture of 0 pixels',
    { basic: { items: [{ image: { url: 'https://a.example', width: 0 } }] } },
    '.basic.items[0].image.width',
    'whole number',
  ),
  message(
    'a picture of 1.5 pixels',
    { basic: { items: [{ image: { url: 'https://a.example', height: 1.5 } }] } },
    '.basic.items[0].image.height',
    'whole number',
  ),
  message(
    'a 256-character file name',
    { basic: { items: [{ file: { url: 'https://a.example', filename: 'x'.repeat(256) } }] } },
    '.basic.items[0].file.filename',
    '255',
  ),
  message(
    'a 101-character MIME type',
    { basic: { items: [{ file: { url: 'https://a.example', mimeType: 'x'.repeat(101) } }] } },
    '.basic.items[0].file.mimeType',
    '100',
  ),
  message(
    'sixteen items',
    { basic: { items: Array.from({ length: 16 }, () => text) } },
    '.basic.items',
    '1 to 15',
  ),

  message('a form without title', { form: { fields: fieldsOf(1) } }, '.form.title', 'got nothing'),
  message('a 257-character title', form({ title: 'x'.repeat(257) }), '.form.title', 'At most 256'),
  message(
    'a long description',
    form({ description: 'x'.repeat(16_385) }),
    '.form.description',
    '16384',
  ),
  message('no fields', form({ fields: [] }), '.form.fields', 'got a list of 0'),
  message('sixteen fields', form({ fields: fieldsOf(16) }), '.form.fields', 'got a list of 16'),
  message(
    'a long field name',
    form({ fields: [{ name: 'x'.repeat(8193), value: 'x' }] }),
    '.form.fields[0].name',
    '8192',
  ),
  message(
    'a long field value',
    form({ fields: [{ name: 'x', value: 'x'.repeat(8193) }] }),
    '.form.fields[0].value',
    '8192',
  ),
  message('a field that is a number', form({ fields: [7] }), '.form.fields[0]', 'got a number'),
  message(
    'a field with a key of its own',
    form({ fields: [{ name: 'x', value: 'x', url: 'x' }] }),
    '.form.fields[0].url',
    'no such',
  ),
  message(
    'sixteen pictures',
    form({ media: Array.from({ length: 16 }, () => ({ image: { url: 'https://a.example' } })) }),
    '.form.media',
    '1 to 15',
  ),
  message('a medium of no kind', form({ media: [{}] }), '.form.media[0]', 'got none'),

  message('an empty template', { template: {} }, '.template', 'got none'),
  message(
    'a template of an orientation only',
    { template: { orientation: 'PORTRAIT' } },
    '.template',
    'got none',
  ),
  message(
    'a 257-character template title',
    template({ title: 'x'.repeat(257) }),
    '.template.title',
    '256',
  ),
  message(
    'eleven lines',
    template({ textLines: Array.from({ length: 11 }, () => 'x') }),
    '.template.textLines',
    'got a list of 11',
  ),
  message(
    'a 513-character line',
    template({ textLines: ['x', 'x'.repeat(513)] }),
    '.template.textLines[1]',
    '512',
  ),
  message(
    'eleven buttons',
    template({ buttons: Array.from({ length: 11 }, () => ({ label: 'x', interactionId: 'x' })) }),
    '.template.buttons',
    'got a list of 11',
  ),
  message(
    'a button without label',
    template({ buttons: [{ interactionId: 'x' }] }),
    '.template.buttons[0].label',
    'got nothing',
  ),
  message('a button that does nothing', button({}), '.template.buttons[0]', 'got none'),
  message(
    'a button that does two things',
    button({ launchUrl: 'https://a.example', interactionId: 'x' }),
    '.template.buttons[0]',
    'got several',
  ),
  message(
    'a 257-character interaction id',
    button({ interactionId: 'x'.repeat(257) }),
    '.template.buttons[0].interactionId',
    '256',
  ),
  message(
    'an unknown orientation',
    template({ orientation: 'DIAGONAL' }),
    '.template.orientation',
    'PORTRAIT or LANDSCAPE',
  ),
  message(
    'a long link',
    button({ launchUrl: `https://a.example/${'x'.repeat(16_384)}` }),
    '.template.buttons[0].launchUrl',
    '16384',
  ),
  message(
    'a long picture address',
    template({ imageUrl: `https://a.example/${'x'.repeat(2000)}` }),
    '.template.imageUrl',
    '2000',
  ),

  ...BAD_TEXTS.map(([name, bad, says]) =>
    message(
      `a text that is or has ${name}`,
      { basic: { items: [{ text: bad }] } },
      '.basic.items[0].text',
      says,
    ),
  ),
  ...BAD_TEXTS.map(([name, bad, says]) =>
    message(`a line that is or has ${name}`, { minimal: { text: bad } }, '.minimal.text', says),
  ),
  ...BAD_URLS.flatMap(([name, bad, says]) => [
    message(
      `a picture at ${name}`,
      { basic: { items: [{ image: { url: bad } }] } },
      '.basic.items[0].image.url',
      says,
    ),
    message(
      `a file at ${name}`,
      { basic: { items: [{ file: { url: bad } }] } },
      '.basic.items[0].file.url',
      says,
    ),
    message(
      `an icon at ${name}`,
      { minimal: { text: 'x', iconUrl: bad } },
      '.minimal.iconUrl',
      says,
    ),
    message(`a line's link to ${name}`, { minimal: { text: 'x', url: bad } }, '.minimal.url', says),
    message(
      `a form's picture at ${name}`,
      form({ media: [{ image: { url: bad } }] }),
      '.form.media[0].image.url',
      says,
    ),
    message(
      `a template's picture at ${name}`,
      template({ imageUrl: bad }),
      '.template.imageUrl',
      says,
    ),
    message(
      `a button's link to ${name}`,
      button({ launchUrl: bad }),
      '.template.buttons[0].launchUrl',
      says,
    ),
    message(
      `a badge's icon at ${name}`,
      { minimal: text, badges: [{ text: 'x', iconUrl: bad }] },
      '.badges[0].iconUrl',
      says,
    ),
  ]),
  {
    ...message(
      'a prototype key',
      JSON.parse('{"minimal":{"text":"x","__proto__":{"url":"x"}}}'),
      '.minimal.__proto__',
      'no such',
    ),
    prototypeKey: true,
  },
];

const READING: readonly BadInput[] = [
  ...(
    [
      ['missing', []],
      ['null', [null]],
      ['no GUID', ['c1']],
      ['a GUID with more', [`${GUID}/../x`]],
      ['an object', [{ _id: GUID }]],
      ['a number', [7]],
      ['100,000 characters', [HUGE]],
    ] as const
  ).flatMap(([name, args]) =>
    (['getConversation', 'listAllMessages'] as const).map((method) => ({
      name: `${method} of a conversation id that is ${name}`,
      method,
      args,
      code: 'INVALID_INPUT',
      field: 'conversationId',
      says: 'Expected an id of Wix',
    })),
  ),
  ...(
    [
      ['limit of 0', { limit: 0 }, 'options.limit', '1 to 30'],
      ['limit of 31', { limit: 31 }, 'options.limit', '1 to 30'],
      ['limit of 1.5', { limit: 1.5 }, 'options.limit', '1 to 30'],
      ['limit that is text', { limit: '5' }, 'options.limit', 'got text'],
      ['null cursor', { cursor: null }, 'options.cursor', 'got null'],
      ['empty cursor', { cursor: '' }, 'options.cursor', 'got none'],
      ['cursor with a newline', { cursor: 'a\nb' }, 'options.cursor', 'earlier page'],
      ['huge cursor', { cursor: HUGE }, 'options.cursor', '16000'],
      ['visibility of its own', { visibility: 'BUSINESS' }, 'options.visibility', 'no such'],
    ] as const
  ).map(([name, options, field, says]) => ({
    name: `listAllMessages with a ${name}`,
    method: 'listAllMessages',
    args: [GUID, options],
    code: 'INVALID_INPUT',
    field,
    says,
  })),
  {
    name: 'sendMessageTo with text for notify',
    method: 'sendMessageTo',
    args: [MEMBER, { minimal: text }, { notify: 'yes' }],
    code: 'INVALID_INPUT',
    field: 'options.notify',
    says: 'true or false',
  },
];

/** Every row: what came, and what is answered. */
export const BAD_INPUT: readonly BadInput[] = [
  ...FORM_DATA,
  ...OPTIONS,
  ...NAMES,
  ...TEXTS,
  ...PARTICIPANTS,
  ...MESSAGES,
  ...READING,
];
