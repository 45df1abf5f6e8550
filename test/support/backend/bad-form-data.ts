import { CONTROL, createFields, HUGE, LONE_SURROGATE, type BadInput } from './bad-input-row.ts';

/** Returns form data with its own property of this name, also for `__proto__`. */
function withOwnProperty(key: string): unknown {
  return JSON.parse(`{"firstName":"Ada","${key}":"x"}`);
}

/** Form data that `sendFormData` rejects. */
export const BAD_FORM_DATA: readonly BadInput[] = [
  ...(
    [
      ['missing', [], 'got null'],
      ['null', [null], 'got null'],
      ['text', ['Ada'], 'got text of 3 characters'],
      ['a list', [['Ada']], 'got a list of 1'],
      ['a number', [7], 'got a number'],
      ['a boolean', [true], 'got a boolean'],
    ] as const
  ).map(([name, args, message]) => ({
    name: `form data that is ${name}`,
    method: 'sendFormData',
    args,
    code: 'INVALID_INPUT',
    field: 'email',
    message: name === 'missing' ? 'Expected the fields of the form' : message,
  })),
  ...(
    [
      ['no field', {}, 'email', 'at least one field'],
      ['only empty fields', { firstName: '', email: ' ' }, 'email', 'at least one field'],
      ['only an unchecked box', { subscribeNewsletter: false }, 'email', 'at least one field'],
      ['an undeclared key', { firstName: 'Ada', role: 'admin' }, 'role', 'no such field'],
      ['a long undeclared key', { ['k'.repeat(60)]: 1 }, 'k'.repeat(40), 'no such field'],
      ['a key of control characters', { 'a\u0007\u202eb': 1 }, 'ab', 'no such field'],
      ['a null field', { firstName: null }, 'firstName', 'got null'],
      ['a number for a name', { firstName: 7 }, 'firstName', 'got a number'],
      ['a list for a name', { firstName: ['Ada'] }, 'firstName', 'got a list of 1'],
      ['an object for an e-mail', { email: {} }, 'email', 'got an object'],
      ['100,000 characters', { firstName: HUGE }, 'firstName', 'At most 100 characters'],
      [
        'a name one character over the limit',
        { firstName: 'x'.repeat(101) },
        'firstName',
        'At most 100',
      ],
      [
        'an e-mail one character over the limit',
        { email: `${'x'.repeat(309)}@example.com` },
        'email',
        '320',
      ],
      ['a lone surrogate', { firstName: LONE_SURROGATE }, 'firstName', 'cannot be sent'],
      ['a control character', { lastName: CONTROL }, 'lastName', 'cannot be sent'],
      ['an e-mail without @', { email: 'ada.example.com' }, 'email', 'valid e-mail'],
      ['an e-mail with a space', { email: 'ada @example.com' }, 'email', 'valid e-mail'],
      ['two e-mails', { email: 'a@example.com,b@example.com' }, 'email', 'valid e-mail'],
      ['an e-mail with a bidi control', { email: 'a\u202e@example.com' }, 'email', 'valid e-mail'],
      [
        'text for a checkbox',
        { subscribeNewsletter: 'true' },
        'subscribeNewsletter',
        'got text of 4',
      ],
      ['null for a checkbox', { subscribeNewsletter: null }, 'subscribeNewsletter', 'got null'],
    ] as const
  ).map(([name, data, field, message]) => ({
    name: `form data with ${name}`,
    method: 'sendFormData',
    args: [data],
    code: 'INVALID_INPUT',
    field,
    message,
  })),
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'].map((key) => ({
    name: `form data with the key ${key}`,
    method: 'sendFormData',
    args: [withOwnProperty(key)],
    code: 'INVALID_INPUT',
    field: key,
    message: 'no such field',
    prototypeKey: true as const,
  })),
  {
    name: 'form data with sixteen fields',
    method: 'sendFormData',
    args: [Object.fromEntries(createFields(16).map(({ name, value }) => [name, value]))],
    code: 'INVALID_INPUT',
    field: 'Field 0',
    message: 'no such field',
  },
  ...(
    [
      [
        'a missing required field',
        { email: 'a@example.com', message: 'Hi' },
        'firstName',
        'is required',
      ],
      ['a phone of letters', { phone: 'call me' }, 'phone', 'valid phone'],
      [
        'a message one character over the limit',
        { message: 'x'.repeat(4001) },
        'message',
        'At most 4000',
      ],
    ] as const
  ).map(([name, data, field, message]) => ({
    name: `the contact form with ${name}`,
    method: 'sendFormData',
    args: [data, { form: 'contact' }],
    code: 'INVALID_INPUT',
    field,
    message,
  })),
];
