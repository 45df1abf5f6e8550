import {
  BAD_TEXTS,
  CONTROL,
  createFields,
  GUID,
  HUGE,
  MEMBER,
  type BadInput,
} from './bad-input-row.ts';

/** Texts that `sendBasicMessage` rejects. */
export const BAD_CHAT_TEXTS: readonly BadInput[] = [
  {
    name: 'a missing chat text',
    method: 'sendBasicMessage',
    args: [],
    code: 'INVALID_INPUT',
    field: 'text',
    message: 'Expected text',
  },
  ...BAD_TEXTS.map(([name, text, message]) => ({
    name: `a chat text that is or has ${name}`,
    method: 'sendBasicMessage',
    args: [text],
    code: 'INVALID_INPUT',
    field: 'text',
    message,
  })),
  {
    name: 'a chat text one character over the limit',
    method: 'sendBasicMessage',
    args: ['x'.repeat(16_385)],
    code: 'INVALID_INPUT',
    field: 'text',
    message: 'At most 16384',
  },
];

/** Invalid participants, for both methods that take one. */
export const BAD_PARTICIPANTS: readonly BadInput[] = (
  [
    ['missing', undefined, 'participant', 'got n'],
    ['null', null, 'participant', 'got null'],
    ['a plain id', GUID, 'participant', 'got text of 36 characters'],
    ['a list', [MEMBER], 'participant', 'got a list of 1'],
    ['empty', {}, 'participant', 'got none'],
    ['two at once', { memberId: GUID, contactId: GUID }, 'participant', 'got several'],
    ['an invalid e-mail', { email: 'ada.example.com' }, 'participant.email', 'an e-mail'],
    ['two e-mails', { email: 'a@example.com,b@example.com' }, 'participant.email', 'an e-mail'],
    ['a null e-mail', { email: null }, 'participant.email', 'got null'],
    ['a list of e-mails', { email: ['a@example.com'] }, 'participant.email', 'a list of 1'],
    [
      'a query operator for an e-mail',
      { email: { $ne: '' } },
      'participant.email',
      'got an object',
    ],
    ['a huge e-mail', { email: HUGE }, 'participant.email', 'At most 320'],
    ['an e-mail and an id', { email: 'a@example.com', memberId: GUID }, 'participant', 'several'],
    ['a name', { name: 'Ada' }, 'participant.name', 'Unknown property'],
    ['an unknown kind of id', { userId: GUID }, 'participant.userId', 'Unknown property'],
    ['an id that is not a GUID', { memberId: 'ada' }, 'participant.memberId', 'got text of 3'],
    ['an id with a newline', { memberId: `${GUID}\n` }, 'participant.memberId', 'GUID'],
    ['a null id', { contactId: null }, 'participant.contactId', 'got null'],
    ['an object for an id', { anonymousVisitorId: {} }, 'participant.anonymousVisitorId', 'GUID'],
    ['a huge id', { memberId: HUGE }, 'participant.memberId', 'got text of 100000'],
  ] as const
).flatMap(([name, participant, field, message]) =>
  (['sendMessageTo', 'openConversation'] as const).map((method) => ({
    name: `a participant that is ${name}`,
    method,
    args:
      method === 'openConversation'
        ? participant === undefined
          ? []
          : [participant]
        : [participant ?? null, { minimal: { text: 'Hello' } }],
    code: 'INVALID_INPUT',
    field,
    message,
  })),
);

/** Arguments that the methods of Admins reject: those that read or search, and options of `sendMessageTo`. */
export const BAD_READ_ARGUMENTS: readonly BadInput[] = [
  ...(
    [
      ['missing', []],
      ['null', [null]],
      ['not a GUID', ['c1']],
      ['a GUID followed by a path', [`${GUID}/../x`]],
      ['an object', [{ _id: GUID }]],
      ['a number', [7]],
      ['100,000 characters', [HUGE]],
    ] as const
  ).flatMap(([name, args]) =>
    (['getConversation', 'listAllMessages'] as const).map((method) => ({
      name: `a conversation id that is ${name}`,
      method,
      args,
      code: 'INVALID_INPUT',
      field: 'conversationId',
      message: 'Expected a Wix id',
    })),
  ),
  ...(
    [
      ['limit of 0', { limit: 0 }, 'options.limit', '1 to 30'],
      ['limit of 31', { limit: 31 }, 'options.limit', '1 to 30'],
      ['limit of 1.5', { limit: 1.5 }, 'options.limit', '1 to 30'],
      ['limit that is text', { limit: '5' }, 'options.limit', 'got text'],
      ['null cursor', { cursor: null }, 'options.cursor', 'got null'],
      ['empty cursor', { cursor: '' }, 'options.cursor', 'got an empty text'],
      ['cursor with a newline', { cursor: 'a\nb' }, 'options.cursor', 'earlier page'],
      ['huge cursor', { cursor: HUGE }, 'options.cursor', '16000'],
      ['visibility', { visibility: 'BUSINESS' }, 'options.visibility', 'Unknown property'],
    ] as const
  ).map(([name, options, field, message]) => ({
    name: `a ${name}`,
    method: 'listAllMessages',
    args: [GUID, options],
    code: 'INVALID_INPUT',
    field,
    message,
  })),
  ...(
    [
      ['missing', [], 'query', 'Expected { email, phone, name }'],
      ['null', [null], 'query', 'got null'],
      ['text', ['ada@example.com'], 'query', 'got text of 15'],
      ['a list', [[{ name: 'Ada' }]], 'query', 'got a list of 1'],
      ['empty', [{}], 'query', 'got none'],
      ['with an unknown property', [{ name: 'Ada', city: 'x' }], 'query.city', 'Unknown property'],
      ['with an invalid e-mail', [{ email: 'ada' }], 'query.email', 'an e-mail'],
      ['with a newline in the e-mail', [{ email: 'a@exam\nple.com' }], 'query.email', 'an e-mail'],
      ['with a null e-mail', [{ email: null }], 'query.email', 'got null'],
      [
        'with a query operator for a phone',
        [{ phone: { $exists: true } }],
        'query.phone',
        'got an object',
      ],
      ['with a number for a phone', [{ phone: 4930 }], 'query.phone', 'got a number'],
      ['with a huge phone', [{ phone: HUGE }], 'query.phone', 'At most 50'],
      ['with a name of spaces', [{ name: ' \n ' }], 'query.name', 'got an empty text'],
      ['with a huge name', [{ name: HUGE }], 'query.name', 'At most 500'],
      ['with a control character in the name', [{ name: CONTROL }], 'query.name', 'cannot be sent'],
    ] as const
  ).map(([name, args, field, message]) => ({
    name: `a query that is ${name}`,
    method: 'findParticipants',
    args,
    code: 'INVALID_INPUT',
    field,
    message,
  })),
  ...(
    [
      ['limit of 0', { limit: 0 }, 'options.limit', '1 to 50'],
      ['limit of 51', { limit: 51 }, 'options.limit', '1 to 50'],
      ['limit of 1.5', { limit: 1.5 }, 'options.limit', '1 to 50'],
      ['limit that is text', { limit: '5' }, 'options.limit', 'got text'],
      ['null limit', { limit: null }, 'options.limit', 'got null'],
      ['cursor', { cursor: 'x' }, 'options.cursor', 'Unknown property'],
      ['list for options', [5], 'options', 'got a list of 1'],
      ['number for options', 5, 'options', 'got a number'],
    ] as const
  ).map(([name, options, field, message]) => ({
    name: `a ${name}`,
    method: 'listRecent',
    args: [options],
    code: 'INVALID_INPUT',
    field,
    message,
  })),
  ...(
    [
      ['null', null, 'got null'],
      ['in lower case', 'email', 'got text of 5'],
      ['unknown', 'WHATSAPP', 'CHAT or EMAIL or SMS'],
      ['a list', ['CHAT'], 'got a list of 1'],
      ['a property of every object', 'constructor', 'got text of 11'],
    ] as const
  ).map(([name, channel, message]) => ({
    name: `a channel that is ${name}`,
    method: 'sendMessageTo',
    args: [MEMBER, { basic: { items: [{ text: 'x' }] } }, { channel }],
    code: 'INVALID_INPUT',
    field: 'options.channel',
    message,
  })),
  ...[{ minimal: { text: 'x' } }, { form: { title: 'x', fields: createFields(1) } }].map(
    (message) => ({
      name: `a channel for a message without channels (${Object.keys(message).join()})`,
      method: 'sendMessageTo',
      args: [MEMBER, message, { channel: 'EMAIL' }],
      code: 'INVALID_INPUT',
      field: 'options.channel',
      message: 'Only a basic or template message',
    }),
  ),
  {
    name: 'text for notify',
    method: 'sendMessageTo',
    args: [MEMBER, { minimal: { text: 'x' } }, { notify: 'yes' }],
    code: 'INVALID_INPUT',
    field: 'options.notify',
    message: 'true or false',
  },
];
