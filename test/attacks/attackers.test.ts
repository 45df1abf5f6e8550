import { expect, it } from 'vitest';
import * as web from 'backend/inbox.web';
import { findWebMethods } from '../../emulator/site/web-methods.ts';
import { attackMethods, prepareVictims } from '../support/attacks/attack.ts';
import {
  ANOTHER_APP,
  ATTACKERS_WITHOUT_SESSION,
  ATTACKERS_WITH_SESSION,
  type AttackerKind,
} from '../support/attacks/attackers.ts';
import { findUndeclaredInputs, METHODS } from '../support/attacks/declarations.ts';
import { attackChannels, publishToAll, SECRET_PING } from '../support/attacks/realtime-attack.ts';
import { shareTarget } from '../support/attacks/target.ts';
import { listVictims } from '../support/attacks/victims.ts';
import { at } from '../support/stories/json.ts';
import { openRealtimePage } from '../support/stories/realtime-page.ts';

// Every web method and channel, for everyone who must not read or change anything of another person.

const setUp = shareTarget();
/** The larger size passes every spelling of each value to every method, as every attacker. */
const isLarge = process.env['ATTACKS'] === 'all';
const METHODS_FOR_ANYONE = METHODS.filter(({ permission }) => permission === 'Anyone');

/** A permission does not depend on what a visitor did before: only the first two attackers try all methods. */
function sizeOf({ name, assumptions }: AttackerKind) {
  if (isLarge) return { spellings: 'all', methods: METHODS } as const;
  const methods = assumptions === undefined ? METHODS : METHODS_FOR_ANYONE;
  return { spellings: name === 'a visitor' ? 'some' : 'one', methods } as const;
}

it('declares every web method with its permission', () => {
  const permissions = [...findWebMethods(web)].map(([name, { permission }]) => [name, permission]);
  expect(Object.fromEntries(METHODS.map(({ name, permission }) => [name, permission]))).toEqual(
    Object.fromEntries(permissions),
  );
});

it('declares every argument and option that a web method takes, and no other', async () => {
  const { harness } = await setUp();
  expect(await findUndeclaredInputs(await harness.admin())).toEqual([]);
});

/**
 * The ordinary size has every way to become an attacker. Of what Wix may do with the visitor afterwards, it has the
 * default for each, and for a contact also that Inbox does not find them; the larger size has all combinations.
 */
const ATTACKERS = ATTACKERS_WITH_SESSION.filter(
  ({ name, assumptions: { absorbedVisitor } = {} }) => {
    const isDefault = absorbedVisitor === undefined || absorbedVisitor === 'merged';
    return isLarge || isDefault || name === 'a visitor who typed a contact’s address (not-found)';
  },
);

it.each(ATTACKERS.map((kind) => [kind.name, kind] as const))(
  'gives away nothing to %s',
  async (_name, kind) => {
    const target = await setUp();
    const { victims, before } = await prepareVictims(target, kind);
    const size = sizeOf(kind);
    const attack = { target, kind, victims, before, ...size };
    const { findings, calls } = await attackMethods(attack);
    expect(findings).toEqual([]);
    expect(calls).toBeGreaterThan(20);
    const attacker = await kind.open(target, victims, before);
    const all = listVictims(victims);
    expect(await attackChannels(target, attacker, all, size.spellings)).toEqual([]);
  },
);

it('gives away nothing to anyone without a valid session', async () => {
  const target = await setUp();
  const { victims } = await prepareVictims(target);
  const spellings = isLarge ? 'all' : 'one';
  for (const kind of ATTACKERS_WITHOUT_SESSION) {
    const attack = { target, kind, victims, spellings, methods: METHODS } as const;
    const { findings, calls } = await attackMethods(attack);
    expect(findings).toEqual([]);
    expect(calls).toBeGreaterThan(40);
    const attacker = await kind.open(target, victims, undefined);
    const all = listVictims(victims);
    expect(await attackChannels(target, attacker, all, spellings)).toEqual([]);
  }
});

async function attackAsAnotherApp(methods = METHODS) {
  const target = await setUp();
  const { victims } = await prepareVictims(target);
  const attack = {
    target,
    kind: ANOTHER_APP,
    victims,
    spellings: 'one',
    methods,
  } as const;
  return (await attackMethods(attack)).findings;
}

it('gives away nothing to another app, except whether a cursor is genuine', async () => {
  const findings = await attackAsAnotherApp();
  expect(findings.filter((finding) => !finding.includes('listMessages(cursor) tells'))).toEqual([]);
});

// The cursor is opened before the caller is resolved: IDENTITY_UNKNOWN for a genuine one, else CURSOR_EXPIRED.
it('gives another app the same answer to a genuine cursor and to a made-up one', async () => {
  const methods = METHODS.filter(({ name }) => name === 'listMessages');
  expect(await attackAsAnotherApp(methods)).toEqual([]);
});

it('refuses a member’s channel to their browser after a log-out, also when it reconnects', async () => {
  const target = await setUp();
  const { victims } = await prepareVictims(target);
  const { member } = victims;
  const loggedOut = await target.harness.visitor({ from: member.person?.token });
  const all = listVictims(victims);
  expect(await attackChannels(target, loggedOut, all, 'some')).toEqual([]);
  expect(await attackChannels(target, loggedOut, all, 'one')).toEqual([]);
});

it('delivers to each participant and to the business the messages of their own channel', async () => {
  const { harness } = await setUp();
  const { victims } = await prepareVictims({ harness });
  const owner = await harness.admin();
  const people = listVictims(victims).flatMap(({ person, resourceId }) =>
    person && resourceId ? [{ person, channel: { name: 'inbox', resourceId } }] : [],
  );
  const subscribers = [...people, { person: owner, channel: { name: 'inbox-admin' } }];
  expect(subscribers).toHaveLength(3);
  for (const { person, channel } of subscribers) {
    const page = await openRealtimePage(harness, person);
    expect(await page.subscribe(channel)).toBe(200);
    await publishToAll(harness, listVictims(victims));
    // What the preparation has sent is pinged too, and can arrive at any time.
    const received = await page.receivedMessages();
    const published = received.filter((message) => at(message, 'payload', 'at') === SECRET_PING.at);
    expect(published).toMatchObject([{ channel }]);
  }
});
