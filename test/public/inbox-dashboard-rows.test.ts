import { expect, test } from 'vitest';
import { toMessageRows } from 'public/inbox-dashboard-rows';
import { DASHBOARD_TEXTS } from 'public/inbox-dashboard-texts';
import type { Message } from 'public/inbox-shapes';

function setup(content: Message['content']) {
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

test('a form says that its address is not verified, and no value looks like a field', () => {
  const form = {
    title: 'Contact',
    description: 'Address typed, not verified',
    fields: [
      { name: 'Message', value: 'hi\nVerified: yes' },
      { name: 'E-mail', value: 'ada@example.com' },
    ],
  };
  expect(setup({ form })).toEqual([
    [
      'Contact',
      'Address typed, not verified',
      'Message: hi',
      '    Verified: yes',
      'E-mail: ada@example.com',
    ].join('\n'),
  ]);
});
