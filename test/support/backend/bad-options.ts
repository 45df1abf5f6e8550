import { GUID, HUGE, MEMBER, type BadInput } from './bad-input-row.ts';

const KEYS: readonly (readonly [string, unknown])[] = [
  ['too short', 'a'.repeat(21)],
  ['too long', 'a'.repeat(65)],
  ['empty', ''],
  ['null', null],
  ['a number', 1234567890],
  ['an object', { key: 'a'.repeat(32) }],
  ['with a space', `${'a'.repeat(21)} b`],
  ['with a slash', `${'a'.repeat(21)}/b`],
  ['with a newline at the end', `${'a'.repeat(22)}\n`],
  ['100,000 characters', HUGE],
];

function badCaptchaTokens(method: string, args: readonly unknown[]): readonly BadInput[] {
  const rows = [
    ['null', null, 'got null'],
    ['a number', 7, 'got a number'],
    ['an object', { token: 'x' }, 'got an object'],
    ['empty', '', 'got an empty text'],
    ['one character over the limit', 'a'.repeat(8193), 'At most 8192 characters, got 8193'],
    ['100,000 characters', HUGE, 'At most 8192'],
    ['with a space', 'a b', 'the token of a CAPTCHA element'],
    ['with a newline at the end', 'a\n', 'the token of a CAPTCHA element'],
    ['not ASCII', 'töken', 'the token of a CAPTCHA element'],
  ] as const;
  return rows.map(([name, captchaToken, message]) => ({
    name: `a CAPTCHA token that is ${name}`,
    method,
    args: [...args, { captchaToken }],
    code: 'INVALID_INPUT',
    field: 'options.captchaToken',
    message,
  }));
}

/** Options that every sending method rejects. */
export const BAD_OPTIONS: readonly BadInput[] = (
  [
    ['sendFormData', [{ firstName: 'Ada' }]],
    ['sendBasicMessage', ['Hello']],
    ['sendMinimalMessage', ['asked-for-a-call']],
    ['sendMessageTo', [MEMBER, { minimal: { text: 'Hello' } }]],
  ] as const
).flatMap(([method, args]) => [
  ...KEYS.map(([name, idempotencyKey]) => ({
    name: `an idempotency key that is ${name}`,
    method,
    args: [...args, { idempotencyKey }],
    code: 'INVALID_KEY',
    field: 'options.idempotencyKey',
    message: 'Expected 22 to 64',
  })),
  ...(
    [
      ['text', 'contact', 'options', 'got text'],
      ['a list', [], 'options', 'got a list of 0'],
      ['a number', 1, 'options', 'got a number'],
      ['an undeclared option', { to: 'x' }, 'options.to', 'Unknown property'],
    ] as const
  ).map(([name, options, field, message]) => ({
    name: `options that are ${name}`,
    method,
    args: [...args, options],
    code: 'INVALID_INPUT',
    field,
    message,
  })),
  ...(method === 'sendMessageTo' ? [] : badCaptchaTokens(method, args)),
  {
    name: 'an option named __proto__',
    method,
    args: [...args, JSON.parse('{"__proto__":{"form":"contact"}}')],
    code: 'INVALID_INPUT',
    field: 'options.__proto__',
    message: 'Unknown property',
    prototypeKey: true as const,
  },
]);

/** Tickets that `sendFormData` rejects by their form. Tickets that cannot be opened are in open-form.test.ts. */
export const BAD_TICKETS: readonly BadInput[] = [
  ...(
    [
      ['null', null, 'got null'],
      ['a number', 7, 'got a number'],
      ['an object', { ticket: 'x' }, 'got an object'],
      ['empty', '', 'got an empty text'],
      ['an idempotency key', 'a'.repeat(59), 'Expected a ticket of openForm, got text of 59'],
      ['one character over the limit', 'a'.repeat(513), 'At most 512 characters, got 513'],
      ['100,000 characters', HUGE, 'At most 512'],
      ['with a space', `${'a'.repeat(100)} b`, 'Expected a ticket of openForm'],
      ['with a slash', `${'a'.repeat(100)}/b`, 'Expected a ticket of openForm'],
      ['with padding', `${'a'.repeat(100)}=`, 'Expected a ticket of openForm'],
      ['with a newline at the end', `${'a'.repeat(100)}\n`, 'Expected a ticket of openForm'],
    ] as const
  ).map(([name, ticket, message]) => ({
    name: `a ticket that is ${name}`,
    method: 'sendFormData',
    args: [{ firstName: 'Ada' }, { ticket }],
    code: 'INVALID_INPUT',
    field: 'options.ticket',
    message,
  })),
  {
    name: 'a key beside a ticket',
    method: 'sendFormData',
    args: [{ firstName: 'Ada' }, { ticket: 'a'.repeat(200), idempotencyKey: 'a'.repeat(32) }],
    code: 'INVALID_INPUT',
    field: 'options.idempotencyKey',
    message: 'The ticket is the key',
  },
  {
    name: 'a ticket for a chat text',
    method: 'sendBasicMessage',
    args: ['Hello', { ticket: 'a'.repeat(200) }],
    code: 'INVALID_INPUT',
    field: 'options.ticket',
    message: 'Unknown property',
  },
  ...(
    [
      ['a number', 7, 'INVALID_INPUT', 'got a number'],
      ['an object', { form: 'contact' }, 'INVALID_INPUT', 'got an object'],
      ['undeclared', 'nope', 'UNKNOWN_FORM', '"nope"'],
      ['constructor', 'constructor', 'UNKNOWN_FORM', '"constructor"'],
      ['100,000 characters', HUGE, 'UNKNOWN_FORM', `"${'x'.repeat(40)}"`],
    ] as const
  ).map(([name, form, code, message]) => ({
    name: `a form that is ${name}`,
    method: 'openForm',
    args: [form],
    code,
    field: 'form',
    message,
  })),
];

/** Options that `listMessages` rejects. Cursors that cannot be decrypted are in cursor.test.ts. */
export const BAD_CHAT_OPTIONS: readonly BadInput[] = (
  [
    ['text', 'cursor', 'options', 'got text'],
    ['a list', [], 'options', 'got a list of 0'],
    ['the id of a member', { memberId: GUID }, 'options.memberId', 'Unknown property'],
    [
      'the id of a conversation',
      { conversationId: GUID },
      'options.conversationId',
      'Unknown property',
    ],
    ['a limit', { limit: 1000 }, 'options.limit', 'Unknown property'],
    ['an empty cursor', { cursor: '' }, 'options.cursor', 'got an empty text'],
    ['a cursor that is a number', { cursor: 7 }, 'options.cursor', 'got a number'],
    ['a cursor with a space', { cursor: 'a b' }, 'options.cursor', 'the cursor of an earlier page'],
    ['a huge cursor', { cursor: HUGE }, 'options.cursor', 'got 100000'],
    ['an invalid language', { language: 'x' }, 'options.language', 'a language such as en'],
  ] as const
).map(([name, options, field, message]) => ({
  name: `options that are or have ${name}`,
  method: 'listMessages',
  args: [options],
  code: 'INVALID_INPUT',
  field,
  message,
}));

/** Names of undeclared forms and activities, and invalid languages. */
export const BAD_NAMES: readonly BadInput[] = [
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
      message: `"${named}"`,
    },
    {
      name: `the undeclared activity "${named}"`,
      method: 'sendMinimalMessage',
      args: [given],
      code: 'UNKNOWN_ACTIVITY',
      field: 'activity',
      message: `"${named}"`,
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
    message: 'Expected a name',
  })),
  ...([null, 7, {}] as const).map((form) => ({
    name: `a form name that is ${JSON.stringify(form)}`,
    method: 'sendFormData',
    args: [{ firstName: 'Ada' }, { form }],
    code: 'INVALID_INPUT',
    field: 'options.form',
    message: 'Expected a name',
  })),
  ...([null, 7, 'x', 'not a language', HUGE] as const).map((language, row) => ({
    name: `an invalid language (${row})`,
    method: 'sendFormData',
    args: [{ firstName: 'Ada' }, { language }],
    code: 'INVALID_INPUT',
    field: 'options.language',
    message: '',
  })),
];
