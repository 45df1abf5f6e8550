// Subscribes an attacker to the channels of the victims and of the business, in many spellings.
import { openRealtimePage } from '../stories/realtime-page.ts';
import type { Attacker } from './attackers.ts';
import type { Target } from './target.ts';
import type { Spellings } from './values.ts';
import { idsOf, type Victim } from './victims.ts';

/** The channels of the site. */
const CHANNELS = ['inbox', 'inbox-admin'];
/** Names that a service could take for them. */
const SIMILAR_NAMES = [
  ...['INBOX', 'Inbox-Admin', ' inbox', 'inbox ', 'inbox\u200b'],
  ...[
    'inbox/../x',
    'x/../inbox',
    'inbox/',
    'inbox%2Fadmin',
    '%69nbox',
    '\uff49nbox',
    'inbox\u0000',
  ],
  ...[
    '@inbox',
    '@preview-inbox',
    '@preview-inbox-admin',
    'preview-inbox',
    '@preview-preview-inbox',
  ],
];

/** What a victim's page and the business receive, published to everyone who is subscribed. */
export const SECRET_PING = { kind: 'message', at: 'the ping of a victim' };

/**
 * Tries to subscribe, then publishes to every victim and to the business.
 *
 * @returns the channels that were allowed, and the messages that the attacker received
 */
export async function attackChannels(
  { harness }: Target,
  { token = '' }: Pick<Attacker, 'token'>,
  victims: readonly Victim[],
  spellings: Spellings,
): Promise<readonly string[]> {
  const page = await openRealtimePage(harness, { token, id: '', call: () => Promise.resolve() });
  const resources = victims.flatMap((victim) => {
    const { resourceId } = victim;
    const own = resourceId === undefined ? [] : [resourceId];
    const ids = idsOf(victim);
    return spellings === 'one'
      ? [...own, ...ids]
      : [...own, ...own.flatMap(respell), ...ids, ...ids.map((id) => `${victim.kind}:${id}`)];
  });
  const findings: string[] = [];
  for (const name of spellings === 'one' ? CHANNELS : [...CHANNELS, ...SIMILAR_NAMES]) {
    // A similar name is refused whatever the resource is: one is enough for it.
    const tried = CHANNELS.includes(name) ? resources : resources.slice(0, 1);
    for (const resourceId of [undefined, '', ...tried]) {
      const channel = { name, ...(resourceId !== undefined && { resourceId }) };
      const status = await page.subscribe(channel, token);
      if (status === 200) findings.push(`subscribed to ${JSON.stringify(channel)}`);
    }
  }
  await publishToAll(harness, victims);
  const received = await page.receivedMessages();
  return [...findings, ...received.map((message) => `received ${JSON.stringify(message)}`)];
}

/** Publishes a message on the channel of each victim and on the business's, as the site does. */
export async function publishToAll(
  { app, rest }: Target['harness'],
  victims: readonly Victim[],
): Promise<void> {
  const site = await app();
  const messages = [
    { channels: ['inbox-admin'] },
    ...victims.flatMap(({ resourceId }) =>
      resourceId === undefined ? [] : [{ channels: ['inbox'], resourceId }],
    ),
  ];
  for (const message of messages) {
    const body = { ...message, payload: { payload: SECRET_PING } };
    await rest('POST', '/_api/wix-duplexer-api/v3/publish', body, site);
  }
}

function respell(resource: string): readonly string[] {
  return [
    ...[resource.toUpperCase(), resource.toLowerCase(), ` ${resource}`, `${resource} `],
    ...[`${resource}=`, `${resource}/../${resource}`, resource.slice(0, -1), `${resource}\u200b`],
  ];
}
