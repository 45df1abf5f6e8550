import { expect, it } from 'vitest';
import { settings } from 'backend/inbox-settings';
import { resolveCaller } from 'backend/inbox/access/caller';
import { createContext } from 'backend/inbox/context';
import type { InboxSettings } from 'backend/inbox/settings';
import type { CallerIdentity } from '../port-harness.ts';
import { networkFailure, wixFailure } from '../wix-failures.ts';
import { setup as setupInbox } from './setup.ts';

function setup(overrides: Partial<InboxSettings> = {}) {
  const { world, entries, clock, sendLog } = setupInbox();
  const context = createContext({
    wix: world.wix,
    settings: { ...settings, ...overrides },
    sendLog,
    log: (entry) => void entries.push(entry),
    now: () => clock.now,
    id: () => '',
  });
  const ask = (identity: CallerIdentity) => world.asCaller(identity, () => resolveCaller(context));
  return { world, entries, clock, ask };
}

it('knows a visitor, a member and a Wix user by the token, with one call', async () => {
  const { world, ask } = setup();
  const visitorId = await world.givenVisitor();
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });

  expect(await ask({ visitorId })).toEqual({ kind: 'visitor', anonymousVisitorId: visitorId });
  expect(await ask({ memberId })).toEqual({ kind: 'member', memberId });
  expect(await ask({ userId: visitorId })).toEqual({ kind: 'preview' });
  expect(world.calls).toEqual(['tokenInfo', 'tokenInfo', 'tokenInfo']);
});

it.each([
  ['an inactive token', { active: false }],
  ['a token that has ended', { exp: 1_000 }],
  ['a token that ends this moment', { exp: Date.parse('2026-11-20T09:00:00Z') / 1000 }],
  ['a token without an end', { exp: Number.NaN }],
  ['an app', { subjectType: 'APP' }],
] as const)('refuses %s, and asks nobody else', async (_, tokenInfo) => {
  const { world, ask } = setup();
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });
  world.tokenInfo = tokenInfo;
  expect(await ask({ memberId })).toEqual({ kind: 'refused' });
  expect(world.calls).toEqual(['tokenInfo']);
});

it.each([
  ['a subject of no known type', { subjectType: 'UNKNOWN' }],
  ['a visitor whose id is no GUID', { subjectType: 'VISITOR', subjectId: 'x' }],
  ['a member whose id is no GUID', { subjectType: 'MEMBER', subjectId: '' }],
] as const)('cannot tell who %s is', async (_, tokenInfo) => {
  const { world, ask } = setup();
  const visitorId = await world.givenVisitor();
  world.tokenInfo = tokenInfo;
  expect(await ask({ visitorId })).toEqual({ kind: 'unknown' });
  expect(world.calls).toEqual(['tokenInfo', 'currentMember']);
});

it('finds a member where token info fails, and never makes anybody a visitor', async () => {
  const { world, ask, entries } = setup();
  const visitorId = await world.givenVisitor();
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });
  world.faults.set('tokenInfo', async () => {
    throw networkFailure('ECONNRESET');
  });
  expect(await ask({ memberId })).toEqual({ kind: 'member', memberId });
  expect(await ask({ visitorId })).toEqual({ kind: 'unknown' });
  expect(entries).toEqual([
    {
      level: 'warn',
      what: 'tell who is talking by token-info (logged once by each container)',
      code: 'TRY_LATER',
      operation: 'tokenInfo',
      cause: 'ECONNRESET',
    },
  ]);
});

it('cannot tell where both fail', async () => {
  const { world, ask } = setup();
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });
  const fail = async () => {
    throw wixFailure(503);
  };
  world.faults.set('tokenInfo', fail).set('currentMember', fail);
  expect(await ask({ memberId })).toEqual({ kind: 'unknown' });
});

it.each(['BLOCKED', 'PENDING'])('refuses a member who is %s', async (status) => {
  const { world, ask } = setup({ resolvers: ['current-member'] });
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });
  world.memberStatus = status;
  expect(await ask({ memberId })).toEqual({ kind: 'refused' });
});

it.each([
  [['token-info'], ['tokenInfo'], 'visitor', 'member'],
  [['current-member'], ['currentMember'], 'unknown', 'member'],
  [[], [], 'unknown', 'unknown'],
] as const)('asks only the resolvers %j', async (resolvers, calls, visitor, member) => {
  const { world, ask } = setup({ resolvers });
  const visitorId = await world.givenVisitor();
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });
  expect((await ask({ visitorId })).kind).toBe(visitor);
  expect((await ask({ memberId })).kind).toBe(member);
  expect(world.calls).toEqual([...calls, ...calls]);
});

it('remembers nobody', async () => {
  const { world, ask } = setup();
  const visitorId = await world.givenVisitor();
  await ask({ visitorId });
  world.tokenInfo = { active: false };
  expect(await ask({ visitorId })).toEqual({ kind: 'refused' });
});
