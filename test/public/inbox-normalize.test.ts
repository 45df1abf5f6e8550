import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { checkForm, type FormDeclaration } from 'public/inbox-form';
import { inboxForms } from 'public/inbox-forms';
import {
  EMAIL,
  findUnsendable,
  isPhone,
  normalizeEmail,
  normalizeLanguage,
  normalizeName,
  normalizePhone,
  normalizeText,
  normalizeToken,
  normalizeUrl,
  toSearchText,
} from 'public/inbox-normalize';
import {
  BLANK_TEXTS,
  EMAILS,
  KEPT_TEXTS,
  MORE_EMAILS,
  MORE_PHONES,
  NOT_PHONES,
  PHONES,
  TEXTS,
  UNSENDABLE_TEXTS,
} from '../support/public/spellings.ts';

it.each(TEXTS)('normalizes a text with %s', (_, typed, normalized) => {
  expect(normalizeText(typed)).toBe(normalized);
  expect(normalizeText(normalized)).toBe(normalized);
});

it.each(KEPT_TEXTS)('keeps %s', (_, text) => {
  expect(normalizeText(text)).toBe(text);
});

it.each(BLANK_TEXTS)('treats %j as an empty text', (text) => {
  expect([normalizeText(text), normalizeName(text)]).toEqual(['', '']);
});

it.each(UNSENDABLE_TEXTS)('finds what cannot be sent in %j', (text, character, position) => {
  expect(findUnsendable(text)).toEqual({ character, position });
});

it.each([...TEXTS.map(([, typed]) => typed), ...KEPT_TEXTS.map(([, text]) => text)])(
  'can send %j',
  (text) => {
    expect(findUnsendable(text)).toBeUndefined();
  },
);

it.each([
  [' Ada\r\n\t Lovelace ', 'Ada Lovelace'],
  ['Ada\u202e\u2066\u200f Lovelace', 'Ada Lovelace'],
  ['\u202aAda\u202c', 'Ada'],
  ['invoice\u202egnp.exe', 'invoicegnp.exe'],
  ['Ada\u00a0\u3000Lovelace', 'Ada Lovelace'],
  ['Zoe\u0308', 'Zoë'],
])('normalizes the name %j to one line', (typed, name) => {
  expect(normalizeName(typed)).toBe(name);
});

it.each([...EMAILS, ...MORE_EMAILS])('normalizes an email address with %s', (_, typed, address) => {
  expect(normalizeEmail(typed)).toBe(address);
  expect(normalizeEmail(address)).toBe(address);
  expect(EMAIL.test(address)).toBe(true);
});

it.each([
  'ada @example.com',
  'ada@example.com, bob@example.com',
  'ada@example.com <bob@example.com>',
  'ada\u202e@example.com',
  '<ada@example.com',
  'mailto:',
])('does not make an email address of %j', (typed) => {
  expect(EMAIL.test(normalizeEmail(typed))).toBe(false);
});

it.each([...PHONES, ...MORE_PHONES])('normalizes a phone number with %s', (_, typed, phone) => {
  expect(normalizePhone(typed)).toBe(phone);
  expect(normalizePhone(phone)).toBe(phone);
  expect(isPhone(phone)).toBe(true);
});

it.each(NOT_PHONES)('does not make a phone number of %j', (typed) => {
  expect(isPhone(normalizePhone(typed))).toBe(false);
});

it('normalizes tokens by compatibility, and URLs at their ends only', () => {
  expect(normalizeToken(' ｉｎ\u200bｂｏｘ\u200f ')).toBe('inbox');
  expect(normalizeUrl('\u200b https://example.com/a b\u200b\n')).toBe('https://example.com/a b');
});

it.each([
  ['en', 'en'],
  ['de_at', 'de-AT'],
  ['pt_BR.UTF-8', 'pt-BR'],
  ['zh_hant_tw', 'zh-Hant-TW'],
  ['en-US-u-hc-h23', 'en-US-u-hc-h23'],
  ['', ''],
  ['C', ''],
  ['de-', ''],
  ['English please', ''],
])('normalizes the language %j to %j', (text, tag) => {
  expect(normalizeLanguage(text)).toBe(tag);
});

it.each([
  ['José', 'jose'],
  ['JOSE\u0301', 'jose'],
  ['Müller', 'muller'],
  ['Straße', 'strasse'],
  ['Ørsted', 'orsted'],
  ['Łukasz', 'lukasz'],
  ['İpek Işık', 'ipek isik'],
  ['O’Brien', "o'brien"],
  ['O`Brien', "o'brien"],
  ['O´Brien', "o'brien"],
  ['ΓΙΏΡΓΟΣ', 'γιωργοσ'],
  ['Γιώργος', 'γιωργοσ'],
  ['علی کاظمی', 'علي كاظمي'],
  ['يـوسف', 'يوسف'],
  ['سلمى', 'سلمي'],
  ['فاطمة', 'فاطمه'],
  ['Anne‐Marie', 'anne-marie'],
  ['Ａｄａ', 'ada'],
  ['أحمد', 'احمد'],
  ['Ёлка', 'елка'],
  ['が', 'か'],
])('searches %s as %s', (name, text) => {
  expect(toSearchText(name)).toBe(text);
});

const FORM = {
  title: 'Form',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', contact: 'firstName' },
    { key: 'email', label: 'E-mail', kind: 'email', contact: 'email' },
    { key: 'phone', label: 'Phone', kind: 'phone' },
    { key: 'note', label: 'Note', kind: 'text', maxLength: 3 },
    { key: 'file', label: 'File', kind: 'file' },
  ],
} as const satisfies FormDeclaration;

it.each(FORM.fields.map(({ key }) => key))(
  'names the character that cannot be sent in the field %s',
  (key) => {
    for (const [text, character, position] of UNSENDABLE_TEXTS) {
      // The limit of the field is reported first.
      const form = { ...FORM, fields: FORM.fields.map((field) => ({ ...field, maxLength: 50 })) };
      expect(checkForm(form, { [key]: text })).toEqual({
        ok: false,
        fields: {
          [key]: `The character ${character} at position ${position} cannot be sent.`,
        },
      });
    }
  },
);

it('names the character in the language of the page', () => {
  expect(checkForm(inboxForms.contact, { firstName: 'a\u0007' }, 'de')).toMatchObject({
    fields: { firstName: 'Das Zeichen U+0007 an Position 2 kann nicht gesendet werden.' },
  });
});

it('counts the characters of the normalized text', () => {
  expect(checkForm(FORM, { note: ' a\r\nb\u200b ' })).toMatchObject({
    values: [{ value: 'a\nb' }],
  });
  expect(checkForm(FORM, { note: 'a\r\nbc' })).toEqual({
    ok: false,
    fields: { note: 'At most 3 characters are allowed.' },
  });
});

// An expression that takes quadratic time needs minutes for these texts.
it('normalizes 100,000 characters of any kind in linear time', { timeout: 10_000 }, () => {
  for (const unit of [
    ' ',
    '\u200b',
    '\u2066',
    'a \u200d',
    '\ufe0f',
    '1 ',
    '٣',
    '<',
    '(0)',
    '\r',
    '🏴\u{e0061}',
    ',',
    ', ',
    '.',
    '"',
    '5,',
    'x.',
  ]) {
    const text = `a${unit.repeat(100_000 / unit.length)}z`;
    for (const normalize of [
      normalizeText,
      normalizeName,
      normalizeEmail,
      normalizePhone,
      normalizeUrl,
      toSearchText,
    ]) {
      normalize(text);
    }
    isPhone(text);
    findUnsendable(text);
  }
});

it('no other file of the pages and the backend trims, normalizes or strips texts', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  /** The stack of an error is no input; a blank text may only be refused. */
  const allowed = ['public/inbox-normalize.ts', 'backend/inbox/log.ts'];
  const found = ['backend', 'public', 'pages'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
      .filter((file) => !allowed.includes(file))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .filter((line) => /\.(trim(Start|End)?|normalize)\(|\\u20[026]|\\s\+\/g|\\r/.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      ),
  );
  expect(found).toEqual([]);
});
