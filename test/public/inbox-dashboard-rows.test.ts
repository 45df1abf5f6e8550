import { expect, test } from 'vitest';
import { toPeopleQueries } from 'public/inbox-dashboard-methods';
import { toMessageRows } from 'public/inbox-dashboard-rows';
import { DASHBOARD_TEXTS } from 'public/inbox-dashboard-texts';
import type { Message } from 'public/inbox-shapes';

const toRows = (content: Message['content'], others: Partial<Message> = {}) =>
  toMessageRows(
    {
      _id: '1',
      sequence: '1',
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS',
      content,
      sender: {},
      _createdDate: '2026-11-20T09:00:00.000Z',
      ...others,
    },
    DASHBOARD_TEXTS.en,
    'Ada',
    'en',
  );

/** Returns the texts of a message's rows. */
const toTexts = (content: Message['content']) => toRows(content).map(({ text }) => text);

test.each<[direction: Message['direction'], visibility: Message['visibility'], expected: object]>([
  ['PARTICIPANT_TO_BUSINESS', 'BUSINESS_AND_PARTICIPANT', { from: 'them', name: 'Ada' }],
  ['PARTICIPANT_TO_BUSINESS', 'BUSINESS', { from: 'them', name: 'Ada' }],
  ['BUSINESS_TO_PARTICIPANT', 'BUSINESS_AND_PARTICIPANT', { from: 'me', name: 'Us' }],
  ['BUSINESS_TO_PARTICIPANT', 'BUSINESS', { from: 'me', name: 'Us' }],
])('toMessageRows names the sender of a message %s, %s', (direction, visibility, expected) => {
  const [row] = toRows({ minimal: { text: 'Hi' } }, { direction, visibility });
  expect(row).toMatchObject(expected);
  const isHidden = direction === 'PARTICIPANT_TO_BUSINESS' && visibility === 'BUSINESS';
  expect(row?.note?.includes(DASHBOARD_TEXTS.en.hidden)).toBe(isHidden);
});

test('toMessageRows shows the description of a form, and indents values of several lines', () => {
  const form = {
    title: 'Contact',
    description: 'Address typed, not verified',
    fields: [
      { name: 'Message', value: 'hi\nVerified: yes' },
      { name: 'E-mail', value: 'ada@example.com' },
    ],
  };
  expect(toTexts({ form })).toEqual([
    [
      'Contact',
      'Address typed, not verified',
      'Message: hi',
      '    Verified: yes',
      'E-mail: ada@example.com',
    ].join('\n'),
  ]);
});

/** Files and buttons of messages that others wrote, and how they are named. */
const NAMES: readonly (readonly [content: Message['content'], name: string])[] = [
  [toFile({ filename: 'photo\u202egpj.exe' }), 'photogpj.exe'],
  [toFile({ filename: ' \u200b' }), 'a b.pdf'],
  [toFile({}), 'a b.pdf'],
  [toFile({ url: 'https://files.example/' }), 'https://files.example/'],
  [toFile({ url: 'https://files.example/100%' }), '100%'],
  [toButton({ label: 'Buy\u202e', launchUrl: 'https://example.com/' }), 'Buy'],
  [toButton({ label: ' ', launchUrl: 'https://example.com/' }), 'https://example.com/'],
  [toButton({ label: '\u2063' }), '…'],
];

function toFile(file: { readonly filename?: string; readonly url?: string }) {
  return {
    basic: { items: [{ file: { url: 'https://files.example/a%20b.pdf?token=1', ...file } }] },
  };
}

function toButton(button: { readonly label: string; readonly launchUrl?: string }) {
  return { template: { buttons: [button] } };
}

test.each(NAMES)('toMessageRows names the file or button %j', (content, name) => {
  expect(toTexts(content)).toEqual([name]);
});

test.each([
  ['\u202d+49 30 1234\u202c', { phone: '+49 30 1234' }],
  ['Tel. 030 1234', { phone: '030 1234' }],
  ['ada＠example。com', { email: 'ada@example.com' }],
  ['<Ada@Example.com>', { email: 'Ada@example.com' }],
  ['+49 (0)30–1234', { phone: '+49 30 1234' }],
  ['٠٣٠ ١٢٣٤', { phone: '030 1234' }],
  ['tel:117', { phone: '117' }],
  [' Zoe\u0308\u200b  Łuczak\r\n', { name: 'Zoë Łuczak' }],
  ['Studio 54', { name: 'Studio 54' }],
  ['4711', { phone: '4711' }],
])('a search for %j begins with the query %j', (text, query) => {
  expect(toPeopleQueries(text)[0]).toEqual(query);
});

test.each([
  ['4711', [{ phone: '4711' }, { name: '4711' }]],
  ['ada@example.com', [{ email: 'ada@example.com' }, { name: 'ada@example.com' }]],
  ['@ada', [{ name: '@ada' }]],
  ['ada@', [{ name: 'ada@' }]],
])('a search for %j also looks for a name', (text, queries) => {
  expect(toPeopleQueries(text)).toEqual(queries);
});
