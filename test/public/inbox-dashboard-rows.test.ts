import { expect, test } from 'vitest';
import { toPeopleQuery } from 'public/inbox-dashboard-methods';
import { toMessageRows } from 'public/inbox-dashboard-rows';
import { DASHBOARD_TEXTS } from 'public/inbox-dashboard-texts';
import type { Message } from 'public/inbox-shapes';

/** Returns the texts of a message's rows. */
function toTexts(content: Message['content']) {
  const message: Message = {
    _id: '1',
    sequence: '1',
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility: 'BUSINESS',
    content,
    sender: {},
    _createdDate: '2026-11-20T09:00:00.000Z',
  };
  return toMessageRows(message, DASHBOARD_TEXTS.en, 'Visitor', 'en').map(({ text }) => text);
}

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

test.each([
  ['ada＠example。com', { email: 'ada@example.com' }],
  ['<Ada@Example.com>', { email: 'Ada@example.com' }],
  ['+49 (0)30–1234', { phone: '+49 30 1234' }],
  ['٠٣٠ ١٢٣٤', { phone: '030 1234' }],
  ['tel:117', { phone: '117' }],
  [' Zoe\u0308\u200b  Łuczak\r\n', { name: 'Zoë Łuczak' }],
  ['Studio 54', { name: 'Studio 54' }],
])('a search for %j is the query %j', (text, query) => {
  expect(toPeopleQuery(text)).toEqual(query);
});
