import { expect, it } from 'vitest';
import { toChatMessages } from 'backend/inbox/messaging/chat-message';
import { toMessage } from 'backend/inbox/input/inbox-entities';

/** Converts a message as Wix returns it. */
function convert(content: object, overrides: object = {}) {
  const message = toMessage({
    _id: '1700000000000002',
    sequence: '1700000000000001',
    _createdDate: new Date('2026-11-20T09:00:00Z'),
    direction: 'BUSINESS_TO_PARTICIPANT',
    visibility: 'BUSINESS_AND_PARTICIPANT',
    sender: { wixUserId: 'canary', contactId: 'canary' },
    appId: 'canary',
    badges: [{ text: 'canary' }],
    content: { previewText: 'canary', ...content },
    ...overrides,
  });
  if (!message) throw new Error('Failed to read the message');
  const all = toChatMessages(message);
  expect(JSON.stringify(all)).not.toContain('canary');
  return all;
}

const FRAME = { _id: '1700000000000001', from: 'business', at: '2026-11-20T09:00:00.000Z' };

it('converts texts, images and files with https URLs', () => {
  const items = [
    { text: 'Hello' },
    {
      image: {
        _id: 'canary',
        url: 'https://static.wixstatic.com/media/a.png',
        filename: 'a.png',
        width: 2,
        urlExpiration: new Date(0),
      },
    },
    {
      file: {
        url: 'https://docs.wixstatic.com/ugd/a.pdf',
        filename: 'a.pdf',
        mimeType: 'application/pdf',
      },
    },
  ];
  expect(convert({ basic: { items } })).toEqual([
    {
      ...FRAME,
      items: [
        { kind: 'text', text: 'Hello' },
        { kind: 'image', url: 'https://static.wixstatic.com/media/a.png', filename: 'a.png' },
        {
          kind: 'file',
          url: 'https://docs.wixstatic.com/ugd/a.pdf',
          filename: 'a.pdf',
          mimeType: 'application/pdf',
        },
      ],
    },
  ]);
});

it('converts the text of an activity that both sides may see', () => {
  const minimal = { text: 'Booked', iconUrl: 'canary', url: 'canary' };
  expect(convert({ minimal })).toEqual([{ ...FRAME, items: [{ kind: 'text', text: 'Booked' }] }]);
});

it('converts a template, its buttons without their interaction ids', () => {
  const template = {
    title: 'Your booking',
    imageUrl: 'https://static.wixstatic.com/media/a.png',
    textLines: ['Monday', 7],
    buttons: [
      { label: 'Open', launchUrl: 'https://example.com/' },
      { label: 'Confirm', postbackProperties: { interactionId: 'canary', appId: 'canary' } },
      { label: 'Bad', launchUrl: 'javascript:canary' },
    ],
    orientation: 'PORTRAIT',
  };
  expect(convert({ template })).toEqual([
    {
      ...FRAME,
      items: [],
      template: {
        title: 'Your booking',
        imageUrl: 'https://static.wixstatic.com/media/a.png',
        lines: ['Monday'],
        buttons: [
          { label: 'Open', url: 'https://example.com/' },
          { label: 'Confirm' },
          { label: 'Bad' },
        ],
      },
    },
  ]);
});

it("marks the participant's own messages with from: 'me'", () => {
  const [message] = convert(
    { basic: { items: [{ text: 'Mine' }] } },
    { direction: 'PARTICIPANT_TO_BUSINESS' },
  );
  expect(message?.from).toBe('me');
});

it.each([
  [
    'the visibility BUSINESS',
    { basic: { items: [{ text: 'canary' }] } },
    { visibility: 'BUSINESS' },
  ],
  ['an unknown visibility', { basic: { items: [{ text: 'canary' }] } }, { visibility: 'NEW' }],
  ['a form', { form: { title: 'canary', fields: [{ name: 'canary', value: 'canary' }] } }, {}],
  ['a system message', { system: { text: 'canary' } }, {}],
  ['no items', { basic: { items: [] } }, {}],
  ['invalid items', { basic: { items: 'canary' } }, {}],
  ['an item of an unknown kind', { basic: { items: [{ video: { url: 'https://canary' } }] } }, {}],
  [
    'an image without an https URL',
    { basic: { items: [{ image: { url: 'http://canary' } }] } },
    {},
  ],
  ['no content', {}, {}],
])('leaves out a message that is or has %s', (_, content, overrides) => {
  expect(convert(content, overrides)).toEqual([]);
});
