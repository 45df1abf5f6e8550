import { BAD_TEXTS, GUID, HUGE, MEMBER, type BadInput } from './bad-input-row.ts';

/** Chat texts that `sendBasicMessage` refuses. */
export const BAD_CHAT_TEXTS: readonly BadInput[] = [
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
export const BAD_PARTICIPANTS: readonly BadInput[] = (
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

/** Ids and pages that the reading methods refuse, and an option of sending. */
export const BAD_READING: readonly BadInput[] = [
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
    args: [MEMBER, { minimal: { text: 'x' } }, { notify: 'yes' }],
    code: 'INVALID_INPUT',
    field: 'options.notify',
    says: 'true or false',
  },
];
