// The grammar of the arguments of every web method. The limits are those of the contract.
import { FIELD_MAX_CHARS, FORM_LIMITS, MESSAGE_LIMITS } from '../../public/inbox-limits.ts';
import { formatted, integer, list, nonEmpty, object, oneOf, text, type Type } from './grammar.ts';
import type { Random } from './random.ts';

const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const word = (random: Random) =>
  random.characters('abcdefghijklmnopqrstuvwxyz', 1 + random.below(12));

const guid = formatted('GUID', (random) => random.guid(), {
  wrong: ['', 'x', '{}', '00000000-0000-0000-0000-00000000000', "' or 1=1 --"],
  max: 1,
});
const url = (max: number) =>
  formatted('URL', (random) => `https://${word(random)}.example.com/${word(random)}.png`, {
    wrong: [
      'http://example.com/',
      'javascript:alert(1)',
      'https://',
      'https://ada@example.com/',
      'https:\\example.com',
      '//example.com',
      'https://example.com/\u202egnp',
      'https://[::/',
    ],
    max,
  });
const mediaUrl = url(MESSAGE_LIMITS.MAX_URL_CHARS);
const email = formatted('e-mail', (random) => `${word(random)}.${word(random)}@example.com`, {
  wrong: ['ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com', 'a@b@example.com'],
  max: FIELD_MAX_CHARS.email,
});
const language = formatted(
  'language',
  (random) => random.pick(['en', 'de', 'de-AT', 'zh-Hant-TW']),
  {
    wrong: ['', 'e', 'english', 'de_AT', 'de-', '../en'],
    max: 35,
  },
);
const idempotencyKey = formatted(
  'key',
  (random) => random.characters(`${ALPHANUMERIC}-_`, 22 + random.below(43)),
  {
    wrong: ['', 'short', 'x'.repeat(21), `${'x'.repeat(30)} `, `${'x'.repeat(30)}é`],
    max: 64,
    code: 'INVALID_KEY',
  },
);
const boolean = oneOf('boolean', [true, false], ['true', 0, 1, null, {}]);
const channel = oneOf('choice', ['CHAT'], ['chat', 'FAX', '', null, 1, ['CHAT']]);
const visibility = oneOf('choice', ['BUSINESS_AND_PARTICIPANT', 'BUSINESS'], ['', 'ALL', null, 7]);

/** A file as Wix's upload button returns it. */
const upload = formatted(
  'upload',
  (random) =>
    random.chance(0.5)
      ? `wix:image://v1/${word(random)}.png/${word(random)}.png#originWidth=20&originHeight=10`
      : `wix:document://v1/ugd/${word(random)}.pdf/${word(random)}.pdf`,
  {
    wrong: [
      'https://example.com/a.png',
      'wix:image://v1/../a',
      'wix:video://v1/a/b',
      'wix:image://v1//a',
    ],
    max: MESSAGE_LIMITS.MAX_URL_CHARS,
  },
);

const filename = text(MESSAGE_LIMITS.MAX_FILENAME_CHARS);
const image = object({
  required: { url: mediaUrl },
  optional: { filename, width: integer(100_000), height: integer(100_000) },
});
const file = object({
  required: { url: mediaUrl },
  optional: { filename, mimeType: text(MESSAGE_LIMITS.MAX_MIME_TYPE_CHARS) },
});
const line = text(MESSAGE_LIMITS.MAX_TEXT_CHARS);
const button = object({
  required: { label: line },
  exactlyOne: {
    launchUrl: url(MESSAGE_LIMITS.MAX_LAUNCH_URL_CHARS),
    interactionId: text(MESSAGE_LIMITS.MAX_INTERACTION_ID_CHARS),
  },
});
const field = object({
  required: { name: text(FORM_LIMITS.MAX_NAME_CHARS), value: text(FORM_LIMITS.MAX_VALUE_CHARS) },
});
const message = object({
  exactlyOne: {
    basic: object({
      required: {
        items: list(MESSAGE_LIMITS.MAX_ITEMS, object({ exactlyOne: { text: line, image, file } })),
      },
    }),
    minimal: object({ required: { text: line }, optional: { iconUrl: mediaUrl, url: mediaUrl } }),
    form: object({
      required: {
        title: text(FORM_LIMITS.MAX_TITLE_CHARS),
        fields: list(FORM_LIMITS.MAX_FIELDS, field),
      },
      optional: {
        description: text(FORM_LIMITS.MAX_DESCRIPTION_CHARS),
        media: list(FORM_LIMITS.MAX_MEDIA, object({ exactlyOne: { image, file } })),
      },
    }),
    template: nonEmpty(
      {
        always: text(MESSAGE_LIMITS.MAX_TEMPLATE_TITLE_CHARS),
        imageUrl: mediaUrl,
        textLines: list(
          MESSAGE_LIMITS.MAX_TEMPLATE_LINES,
          text(MESSAGE_LIMITS.MAX_TEMPLATE_LINE_CHARS),
        ),
        buttons: list(MESSAGE_LIMITS.MAX_TEMPLATE_BUTTONS, button),
      },
      {
        name: 'title',
        ignored: {
          orientation: oneOf('choice', ['PORTRAIT', 'LANDSCAPE'], ['portrait', '', null, 1]),
        },
      },
    ),
  },
  optional: {
    badges: list(
      MESSAGE_LIMITS.MAX_BADGES,
      object({
        required: { text: text(MESSAGE_LIMITS.MAX_BADGE_CHARS) },
        optional: { iconUrl: mediaUrl, badgeVisibility: visibility },
      }),
    ),
    silent: boolean,
    previewText: text(MESSAGE_LIMITS.MAX_PREVIEW_CHARS),
    visibility,
  },
});

/** An argument of a web method: its name in `error.fields`, and its type. */
export type Argument = readonly [name: string, type: Type];

const options = (optional: Readonly<Record<string, Type>>): Argument => [
  'options',
  object({ optional, isNullable: true }),
];
const participant: Argument = [
  'participant',
  object({ exactlyOne: { memberId: guid, contactId: guid, anonymousVisitorId: guid, email } }),
];
const conversationId: Argument = ['conversationId', guid];

/** The arguments of the web methods, whose errors name an argument. `sendFormData` has a grammar of its own. */
export const ARGUMENTS = {
  sendBasicMessage: [
    ['text', line],
    options({
      idempotencyKey,
      language,
      attachments: list(MESSAGE_LIMITS.MAX_ATTACHMENTS, upload),
    }),
  ],
  sendMinimalMessage: [
    ['activity', oneOf('name', ['asked-for-a-call', 'viewed-prices'], [null, 0, [], {}, true])],
    options({ idempotencyKey, language }),
  ],
  listMessages: [options({ language })],
  sendMessageTo: [
    participant,
    ['message', message],
    options({ idempotencyKey, notify: boolean, channel }),
  ],
  openConversation: [participant],
  getConversation: [conversationId],
  listAllMessages: [conversationId, options({ limit: integer(MESSAGE_LIMITS.MAX_PAGE) })],
  findParticipants: [
    [
      'query',
      nonEmpty(
        { always: text(FIELD_MAX_CHARS.text), email, phone: text(FIELD_MAX_CHARS.phone) },
        { name: 'name' },
      ),
    ],
  ],
  listRecent: [options({ limit: integer(50) })],
  checkInbox: [],
  setUpInbox: [],
} as const satisfies Readonly<Record<string, readonly Argument[]>>;

/** The options of `sendFormData`. */
export const FORM_OPTIONS: Argument = options({ idempotencyKey, language });
