import { expect, it } from 'vitest';
import { checkForm, inLanguage, type FormDeclaration } from 'public/inbox-form';
import { inboxForms } from 'public/inbox-forms';
import { describe, isRecord, toPrintable } from 'public/inbox-input';
import { normalizeName } from 'public/inbox-normalize';

const FORM = {
  title: 'Form',
  fields: [
    { key: 'name', label: { en: 'Name', de: 'Name (de)' }, kind: 'text', contact: 'firstName' },
    { key: 'mail', label: 'Mail', kind: 'email', contact: 'email' },
    { key: 'agree', label: 'I agree', kind: 'checkbox', required: true },
    { key: 'note', label: 'Note', kind: 'text', maxLength: 10 },
  ],
  texts: { de: { required: 'Bitte ausfüllen.', yes: 'Ja' } },
} as const satisfies FormDeclaration;

it('returns the fields with a value in declared order, with labels', () => {
  expect(checkForm(FORM, { note: ' Hi\nthere ', agree: true, name: 'Ada', mail: '' })).toEqual({
    ok: true,
    values: [
      { key: 'name', label: 'Name', kind: 'text', value: 'Ada' },
      { key: 'agree', label: 'I agree', kind: 'checkbox', value: 'Yes' },
      { key: 'note', label: 'Note', kind: 'text', value: 'Hi\nthere' },
    ],
    contact: undefined,
  });
});

it('uses the language of the page, or the first declared one', () => {
  expect(checkForm(FORM, { agree: true, name: 'Ada' }, 'de-AT')).toMatchObject({
    values: [{ label: 'Name (de)' }, { value: 'Ja' }],
  });
  expect(checkForm(FORM, { name: 'Ada' }, 'de')).toEqual({
    ok: false,
    fields: { agree: 'Bitte ausfüllen.' },
  });
  expect(checkForm(FORM, { agree: true, name: 'Ada' }, 'fr')).toMatchObject({
    values: [{ label: 'Name' }, { value: 'Yes' }],
  });
  expect(inLanguage({ en: 'a', de: 'b' }, 'constructor')).toBe('a');
  expect(inLanguage({}, 'en')).toBe('');
});

it('returns the contact’s address and names, and no contact without an address', () => {
  const data = { firstName: 'Ada', lastName: ' Love\u202elace\n', email: ' ada@example.com ' };
  expect(checkForm(inboxForms.default, data)).toMatchObject({
    contact: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
    values: [{ value: 'Ada' }, { value: 'Lovelace' }, { value: 'ada@example.com' }],
  });
  expect(checkForm(inboxForms.default, { firstName: 'Ada' })).toMatchObject({ contact: undefined });
});

it('reports every invalid field at once', () => {
  expect(checkForm(FORM, { mail: 'x', agree: false, note: 'x'.repeat(11), other: 1 })).toEqual({
    ok: false,
    fields: {
      mail: 'Enter a valid e-mail address.',
      agree: 'This field is required.',
      note: 'At most 10 characters are allowed.',
      other: 'This form has no such field.',
    },
  });
});

it('reports at most five unknown fields', () => {
  const data = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, 1]));
  const check = checkForm(inboxForms.default, data);
  expect(check.ok ? [] : Object.keys(check.fields)).toHaveLength(5);
});

it('does not count an empty text or an unchecked checkbox as a value', () => {
  const form = { title: 'Form', fields: [{ key: 'box', label: 'Box', kind: 'checkbox' }] } as const;
  expect(checkForm(form, { box: false })).toEqual({
    ok: false,
    fields: { box: 'Fill in at least one field.' },
  });
  expect(checkForm(form, { box: true }).ok).toBe(true);
});

it.each([
  'ada@example.com',
  'Ada.Love+lace@mail.example.co.uk',
  'ä@exämple.ch',
  `${'x'.repeat(308)}@example.com`,
])('accepts the e-mail address %s', (email) => {
  expect(checkForm(inboxForms.default, { email }).ok).toBe(true);
});

it.each(['+41 44 668 18 00', '(044) 668-1800', '044/668.18.00 ext. 5', '117'])(
  'accepts the phone number %s',
  (phone) => {
    const form = {
      title: 'Form',
      fields: [{ key: 'phone', label: 'Phone', kind: 'phone' }],
    } as const;
    expect(checkForm(form, { phone }).ok).toBe(true);
  },
);

it.each(['+', '---', '1;2', 'x12', '12 ext'])('rejects the phone number %s', (phone) => {
  const form = {
    title: 'Form',
    fields: [{ key: 'phone', label: 'Phone', kind: 'phone' }],
  } as const;
  expect(checkForm(form, { phone }).ok).toBe(false);
});

it('keeps right-to-left marks in a text field', () => {
  const form = { title: 'Form', fields: [{ key: 'note', label: 'Note', kind: 'text' }] } as const;
  const note = 'שלום \u200f!';
  expect(checkForm(form, { note })).toMatchObject({ values: [{ value: note }] });
});

// An expression that takes quadratic time needs minutes for these values.
it('checks long values of every kind in linear time', { timeout: 10_000 }, () => {
  const form = {
    title: 'Form',
    fields: [
      { key: 'mail', label: '', kind: 'email', maxLength: 100_000 },
      { key: 'phone', label: '', kind: 'phone', maxLength: 100_000 },
      { key: 'file', label: '', kind: 'file', maxLength: 100_000 },
    ],
  } as const;
  for (const value of [
    'a@' + 'a.'.repeat(50_000),
    '1 '.repeat(50_000) + 'z',
    'a'.repeat(100_000),
  ]) {
    checkForm(form, { mail: value, phone: value, file: `wix:image://v1/${value.slice(16)}/` });
  }
});

it.each([
  [undefined, 'nothing'],
  [null, 'null'],
  ['secret', 'text of 6 characters'],
  [['secret'], 'a list of 1'],
  [{ secret: 1 }, 'an object'],
  [7, 'a number'],
  [true, 'a boolean'],
] as const)('describes %j by type and size', (value, description) => {
  expect(describe(value)).toBe(description);
});

it('removes unsafe characters from names', () => {
  expect(normalizeName(' Ada\u202e\n  Lovelace\u2066 ')).toBe('Ada Lovelace');
  expect(toPrintable(`a\u0000\u202e\ud800${'😀'.repeat(50)}`)).toBe(`a${'😀'.repeat(39)}`);
  expect(toPrintable('\u0000')).toBe('');
});

it('recognizes plain objects', () => {
  expect([{}, Object.create(null), JSON.parse('{}')].every(isRecord)).toBe(true);
  expect([null, [], new Date(), new Map(), 'x', () => {}].some(isRecord)).toBe(false);
});
