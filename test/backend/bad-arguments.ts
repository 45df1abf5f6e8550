import {
  BAD_TEXTS,
  CONTROL,
  fieldsOf,
  GUID,
  HUGE,
  MEMBER,
  type BadInput,
} from './bad-input-row.ts';

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
    ['an address that is none', { email: 'ada.example.com' }, 'participant.email', 'an e-mail'],
    ['two addresses', { email: 'a@example.com,b@example.com' }, 'participant.email', 'an e-mail'],
    ['a null address', { email: null }, 'participant.email', 'got null'],
    ['a list of addresses', { email: ['a@example.com'] }, 'participant.email', 'a list of 1'],
    ['a pattern of addresses', { email: { $ne: '' } }, 'participant.email', 'got an object'],
    ['a huge address', { email: HUGE }, 'participant.email', 'At most 320'],
    ['an address and an id', { email: 'a@example.com', memberId: GUID }, 'participant', 'several'],
    ['a name', { name: 'Ada' }, 'participant.name', 'Unknown property'],
    ['an id of nothing known', { userId: GUID }, 'participant.userId', 'Unknown property'],
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
      says: 'Expected a Wix id',
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
      [
        'visibility of its own',
        { visibility: 'BUSINESS' },
        'options.visibility',
        'Unknown property',
      ],
    ] as const
  ).map(([name, options, field, says]) => ({
    name: `listAllMessages with a ${name}`,
    method: 'listAllMessages',
    args: [GUID, options],
    code: 'INVALID_INPUT',
    field,
    says,
  })),
  ...(
    [
      ['missing', [], 'query', 'Expected { email, phone, name }'],
      ['null', [null], 'query', 'got null'],
      ['text', ['ada@example.com'], 'query', 'got text of 15'],
      ['a list', [[{ name: 'Ada' }]], 'query', 'got a list of 1'],
      ['empty', [{}], 'query', 'got none'],
      ['of something else', [{ name: 'Ada', city: 'x' }], 'query.city', 'Unknown property'],
      ['an address that is none', [{ email: 'ada' }], 'query.email', 'an e-mail'],
      ['an address with a newline', [{ email: 'a@example.com\n' }], 'query.email', 'an e-mail'],
      ['a null address', [{ email: null }], 'query.email', 'got null'],
      ['a pattern', [{ phone: { $exists: true } }], 'query.phone', 'got an object'],
      ['a number for a telephone', [{ phone: 4930 }], 'query.phone', 'got a number'],
      ['a huge telephone', [{ phone: HUGE }], 'query.phone', 'At most 50'],
      ['a name of spaces', [{ name: ' \n ' }], 'query.name', 'got an empty text'],
      ['a huge name', [{ name: HUGE }], 'query.name', 'At most 500'],
      ['a name with a control', [{ name: CONTROL }], 'query.name', 'cannot be sent'],
    ] as const
  ).map(([name, args, field, says]) => ({
    name: `a search for ${name}`,
    method: 'findParticipants',
    args,
    code: 'INVALID_INPUT',
    field,
    says,
  })),
  ...(
    [
      ['limit of 0', { limit: 0 }, 'options.limit', '1 to 50'],
      ['limit of 51', { limit: 51 }, 'options.limit', '1 to 50'],
      ['limit of 1.5', { limit: 1.5 }, 'options.limit', '1 to 50'],
      ['limit that is text', { limit: '5' }, 'options.limit', 'got text'],
      ['null limit', { limit: null }, 'options.limit', 'got null'],
      ['cursor', { cursor: 'x' }, 'options.cursor', 'Unknown property'],
      ['list of options', [5], 'options', 'got a list of 1'],
      ['number for options', 5, 'options', 'got a number'],
    ] as const
  ).map(([name, options, field, says]) => ({
    name: `listRecent with a ${name}`,
    method: 'listRecent',
    args: [options],
    code: 'INVALID_INPUT',
    field,
    says,
  })),
  ...(
    [
      ['null', null, 'got null'],
      ['in lower case', 'email', 'got text of 5'],
      ['none of the three', 'WHATSAPP', 'CHAT or EMAIL or SMS'],
      ['a list', ['CHAT'], 'got a list of 1'],
      ['what every object has', 'constructor', 'got text of 11'],
    ] as const
  ).map(([name, channel, says]) => ({
    name: `sendMessageTo by a channel that is ${name}`,
    method: 'sendMessageTo',
    args: [MEMBER, { basic: { items: [{ text: 'x' }] } }, { channel }],
    code: 'INVALID_INPUT',
    field: 'options.channel',
    says,
  })),
  ...[{ minimal: { text: 'x' } }, { form: { title: 'x', fields: fieldsOf(1) } }].map((message) => ({
    name: `a channel for a message that has none (${Object.keys(message).join()})`,
    method: 'sendMessageTo',
    args: [MEMBER, message, { channel: 'EMAIL' }],
    code: 'INVALID_INPUT',
    field: 'options.channel',
    says: 'Only a basic or template message',
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
