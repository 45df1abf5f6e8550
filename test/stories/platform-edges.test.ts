// What Wix's documentation leaves open: one story runs under each assumption, and each row message what differs.
import { expect, it, vi } from 'vitest';
import { CHECKS } from '../../build/install/next-steps.mjs';
import { at, listAt, parse } from '../support/stories/json.ts';
import { captureSiteLog, createHarness, type Harness } from '../support/stories/harness.ts';
import { openRealtimePage } from '../support/stories/realtime-page.ts';
import { summarize } from '../support/stories/wix-calls.ts';
import { UPLOADED_IMAGE } from '../support/uploaded-files.ts';

const POST = '7d0c9a52-4e1b-4f0e-9b64-3f6f2a8f1c01';

/** What one visitor, one member, the site owner and the log see. */
interface Story {
  readonly chat: boolean;
  /** The HTTP status of each subscription. */
  readonly subscribed: {
    readonly visitor: number;
    readonly member: number;
    readonly owner: number;
  };
  readonly channels: readonly [source: unknown, sourceId: unknown];
  readonly isThanked: boolean;
  readonly like: string;
  /** Whether the URL of an image is valid a day later. */
  readonly hasValidImage: boolean;
  /** The checks that fail. */
  readonly failed: readonly string[];
  /** Lines of the site's log. */
  readonly log: readonly string[];
}

const USUAL: Story = {
  chat: true,
  subscribed: { visitor: 200, member: 200, owner: 200 },
  channels: ['CHAT', undefined],
  isThanked: true,
  like: 'Liked the blog post “A first bowl in three evenings”',
  hasValidImage: true,
  failed: [],
  log: [],
};

interface Row {
  readonly assumptions: Readonly<Record<string, string>>;
  readonly differs: Partial<Story>;
  /** A part of the message of a check. */
  readonly message: readonly [check: string, text: string];
}

const ROWS: readonly Row[] = [
  { assumptions: {}, differs: {}, message: ['identity', 'token-info works (MEMBER)'] },
  {
    assumptions: { subscriberType: 'Admin' },
    differs: {},
    message: [
      'realtime-subscriber',
      'Admin with an id, Member with an id, Visitor with an id. All',
    ],
  },
  {
    assumptions: { subscriberType: 'ADMIN' },
    differs: {},
    message: [
      'realtime-subscriber',
      'ADMIN with an id, MEMBER with an id, VISITOR with an id. All',
    ],
  },
  {
    assumptions: { subscriberType: 'USER' },
    differs: {},
    message: ['realtime-subscriber', 'MEMBER with an id, USER with an id, VISITOR with an id. All'],
  },
  {
    assumptions: { subscriberType: 'ADMIN', visitorSubscriberId: 'empty' },
    differs: {
      subscribed: { ...USUAL.subscribed, visitor: 403 },
      failed: ['realtime-subscriber'],
      log: [
        'Realtime refused a page, which now polls: Wix gives no id of a visitor (logged once per container)',
      ],
    },
    message: [
      'realtime-subscriber',
      'Pages of VISITOR without an id are refused and poll every 20 s.',
    ],
  },
  {
    assumptions: { permissionsFile: 'required' },
    differs: {},
    message: ['realtime', 'Works.'],
  },
  {
    assumptions: { webCrypto: 'module' },
    differs: {},
    message: ['web-crypto', 'WebCrypto comes from the module crypto.'],
  },
  {
    assumptions: { messageChannels: 'ids' },
    differs: { channels: ['UNKNOWN_CHANNEL_TYPE', 'CHAT'] },
    message: ['channels', 'accepts them by id'],
  },
  {
    assumptions: { messageChannels: 'none' },
    differs: { channels: ['UNKNOWN_CHANNEL_TYPE', undefined], failed: ['channels'] },
    message: ['channels', 'messages for the chat are sent without one'],
  },
  { assumptions: { mediaUrls: 'permanent' }, differs: {}, message: ['inbox', 'Works.'] },
  { assumptions: { mediaUrls: 'expire' }, differs: {}, message: ['inbox', 'Works.'] },
  {
    assumptions: { contactSource: 'wix-code' },
    differs: {},
    message: ['contact-source', 'Contacts from at least one of them are thanked.'],
  },
  {
    assumptions: { contactSource: 'other' },
    differs: {
      isThanked: false,
      log: [
        'A new contact got no thank-you message: thankContactsFrom does not contain its source (OTHER) (logged once per container)',
      ],
    },
    message: ['contact-source', 'None of them is in thankContactsFrom'],
  },
  {
    assumptions: { tokenInfo: 'fails' },
    differs: {
      chat: false,
      subscribed: { ...USUAL.subscribed, visitor: 0 },
      hasValidImage: false,
      channels: [undefined, undefined],
      log: ['Failed to identify the caller by token-info (logged once per container)'],
    },
    message: ['identity', 'Without token-info a visitor has no id'],
  },
];

/** Subscribes to the channel that a read returned. Returns 0 without one. */
async function subscribe(
  harness: Harness,
  person: Awaited<ReturnType<Harness['visitor']>>,
): Promise<number> {
  const channel = at(await person.call('listMessages'), 'channel');
  const [name, resourceId] = [at(channel, 'name'), at(channel, 'resourceId')].map(String);
  if (channel === undefined || name === undefined || resourceId === undefined) return 0;
  return (await openRealtimePage(harness, person)).subscribe({ name, resourceId });
}

/** Returns whether the image of a conversation's first message has a valid URL a day later. */
async function isImageValidLater(harness: Harness, conversationId: string): Promise<boolean> {
  const day = 24 * 60 * 60 * 1000;
  const advanced = await harness.control('POST', 'clock/advance', { ms: day });
  const now = Date.parse(String(at(advanced, 'now')));
  // The sessions of the story have expired.
  const path = `/inbox/v2/messages?conversationId=${conversationId}&visibility=BUSINESS`;
  const page = await harness.rest('GET', path, undefined, await harness.app());
  const [first] = listAt(page, 'messages');
  const image = at(first, 'content', 'basic', 'items', '1', 'image');
  const expiration = at(image, 'urlExpiration');
  expect(at(image, 'url')).toContain('https://static.wixstatic.com/media/');
  return expiration === undefined || Date.parse(String(expiration)) > now;
}

/** Plays the story and returns what differs between assumptions. */
async function play(harness: Harness): Promise<{
  readonly story: Omit<Story, 'log'>;
  readonly messages: Readonly<Record<string, unknown>>;
}> {
  const [ada, bob, owner] = [
    await harness.visitor(),
    await harness.member('bob@example.com'),
    await harness.admin(),
  ];
  const sent = await ada.call('sendBasicMessage', 'Look', { attachments: [UPLOADED_IMAGE] });
  await bob.call('sendBasicMessage', 'Hello');
  const adminPage = await openRealtimePage(harness, owner);
  const subscribed = {
    visitor: await subscribe(harness, ada),
    member: await subscribe(harness, bob),
    owner: await adminPage.subscribe({ name: 'inbox-admin' }),
  };
  await harness.control('POST', 'events/post-liked', { postId: POST, memberId: bob.id });
  const ids = { anonymousVisitorId: ada.id };
  const conversation = at(sent, 'ok') === true ? await harness.conversationOf(ids) : undefined;
  const chat = conversation?.messages[0];
  const likes = (await harness.conversationOf({ memberId: bob.id })).messages.filter(
    ({ content }) => content.minimal !== undefined,
  );

  const eve = await harness.visitor();
  await eve.call('sendFormData', { firstName: 'Eve', email: 'eve@example.com' });
  await harness.emulator.settled();
  const created = (await harness.events('contact-created')).at(-1);
  const thanked = await harness.conversationOf({ contactId: created?.entityId ?? '' });
  const checks = listAt(await owner.call('checkInbox'), 'checks');
  const failed = checks.filter((check) => at(check, 'ok') !== true);
  return {
    story: {
      chat: at(sent, 'ok') === true,
      subscribed,
      channels: [at(chat, 'sourceChannel'), at(chat, 'sourceChannelId')],
      isThanked: thanked.messages.some((message) => summarize(message).startsWith('Thank you')),
      like: likes.map(summarize).join('; '),
      hasValidImage:
        conversation !== undefined && (await isImageValidLater(harness, conversation.id)),
      failed: failed.map((check) => String(at(check, 'name'))),
    },
    messages: Object.fromEntries(
      checks.map((check) => [String(at(check, 'name')), at(check, 'message')]),
    ),
  };
}

it.each(ROWS)('under $assumptions', async ({ assumptions, differs, message: [check, text] }) => {
  // A new container: it has logged nothing, and seen no subscriber.
  const harness = await createHarness({});
  const lines = captureSiteLog();
  const infos = vi.spyOn(console, 'info').mockImplementation(() => {});
  await harness.control('PUT', 'assumptions', assumptions);
  const { story, messages } = await play(harness);
  const infoLines = infos.mock.calls.map((parts) => parts.map(String).join(' '));
  // Members become contacts, too.
  const log = [...lines, ...infoLines]
    .map((line) => String(at(parse(line), 'what')))
    .filter((what) => !what.includes('WIX_SITE_MEMBERS'));
  expect({ ...story, log }).toEqual({ ...USUAL, ...differs });
  expect(messages[check]).toContain(text);
  expect(Object.keys(messages)).toEqual(CHECKS.map(([name]) => name));
});
