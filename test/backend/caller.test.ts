import { expect, it } from 'vitest';
import { resolveCaller } from 'backend/inbox/access/caller';
import type { InboxSettings } from 'backend/inbox/settings';
import type { CallerIdentity } from '../support/port/port-harness.ts';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { setup as setupInbox } from '../support/backend/setup.ts';

function setup(overrides: Partial<InboxSettings> = {}) {
  const { world, entries, clock, context } = setupInbox(overrides);
  const resolve = (identity: CallerIdentity) => world.runAs(identity, () => resolveCaller(context));
  return { world, entries, clock, resolve };
}

it('resolves a visitor, a member and a Wix user from the token info, with one call', async () => {
  const { world, resolve } = setup();
  const visitorId = await world.createVisitor();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });

  expect(await resolve({ visitorId })).toEqual({ kind: 'visitor', anonymousVisitorId: visitorId });
  expect(await resolve({ memberId })).toEqual({ kind: 'member', memberId });
  expect(await resolve({ userId: visitorId })).toEqual({ kind: 'preview' });
  expect(world.calls).toEqual(['tokenInfo', 'tokenInfo', 'tokenInfo']);
});

it.each([
  ['an inactive token', { active: false }, 'SESSION_EXPIRED'],
  ['an expired token', { exp: 1_000 }, 'SESSION_EXPIRED'],
  [
    'a token that expires now',
    { exp: Date.parse('2026-11-20T09:00:00Z') / 1000 },
    'SESSION_EXPIRED',
  ],
  ['a token without an expiry', { exp: Number.NaN }, 'SESSION_EXPIRED'],
  ['an app', { subjectType: 'APP' }, 'IDENTITY_UNKNOWN'],
] as const)('refuses %s without trying another resolver', async (_, tokenInfo, code) => {
  const { world, resolve } = setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  world.tokenInfo = tokenInfo;
  expect(await resolve({ memberId })).toEqual({ kind: 'refused', code });
  expect(world.calls).toEqual(['tokenInfo']);
});

it.each([
  ['a subject of an unknown type', { subjectType: 'UNKNOWN' }],
  ['a visitor id that is not a GUID', { subjectType: 'VISITOR', subjectId: 'x' }],
  ['a member id that is not a GUID', { subjectType: 'MEMBER', subjectId: '' }],
] as const)('returns unknown for %s', async (_, tokenInfo) => {
  const { world, resolve } = setup();
  const visitorId = await world.createVisitor();
  world.tokenInfo = tokenInfo;
  expect(await resolve({ visitorId })).toEqual({ kind: 'unknown' });
  expect(world.calls).toEqual(['tokenInfo', 'currentMember']);
});

it('resolves a member if token info fails for now, and asks a visitor to retry', async () => {
  const { world, resolve, entries } = setup();
  const visitorId = await world.createVisitor();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  world.faults.set('tokenInfo', async () => {
    throw networkFailure('ECONNRESET');
  });
  expect(await resolve({ memberId })).toEqual({ kind: 'member', memberId });
  await expect(resolve({ visitorId })).rejects.toMatchObject({ code: 'TRY_LATER' });
  expect(entries).toEqual([
    {
      level: 'warn',
      what: 'Failed to identify the caller by token-info (logged once per container)',
      code: 'TRY_LATER',
      operation: 'tokenInfo',
      cause: 'ECONNRESET',
    },
  ]);
});

it.each([
  ['429', wixFailure(429)],
  ['500', wixFailure(500)],
  ['503', wixFailure(503)],
  ['504', wixFailure(504)],
  ['a lost connection', networkFailure('ECONNRESET')],
  ['a refused connection', networkFailure('ECONNREFUSED')],
  ['an unknown host', networkFailure('ENOTFOUND')],
])('throws TRY_LATER if every resolver fails with %s', async (_, failure) => {
  const { world, resolve } = setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const fail = async () => {
    throw failure;
  };
  world.faults.set('tokenInfo', fail).set('currentMember', fail);
  await expect(resolve({ memberId })).rejects.toMatchObject({ code: 'TRY_LATER' });
});

it.each([
  ['without a token', new TypeError('getActiveToken is not a function')],
  ['without permission', wixFailure(403)],
])('returns unknown in a runtime %s', async (_, failure) => {
  const { world, resolve } = setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const fail = async () => {
    throw failure;
  };
  world.faults.set('tokenInfo', fail).set('currentMember', fail);
  expect(await resolve({ memberId })).toEqual({ kind: 'unknown' });
});

it.each(['BLOCKED', 'PENDING'])('refuses a member who is %s', async (status) => {
  const { world, resolve } = setup({ resolvers: ['current-member'] });
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  world.memberStatus = status;
  expect(await resolve({ memberId })).toEqual({ kind: 'refused', code: 'IDENTITY_UNKNOWN' });
});

it.each([
  [['token-info'], ['tokenInfo'], 'visitor', 'member'],
  [['current-member'], ['currentMember'], 'unknown', 'member'],
  [[], [], 'unknown', 'unknown'],
] as const)('calls only the resolvers %j', async (resolvers, calls, visitor, member) => {
  const { world, resolve } = setup({ resolvers });
  const visitorId = await world.createVisitor();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  expect((await resolve({ visitorId })).kind).toBe(visitor);
  expect((await resolve({ memberId })).kind).toBe(member);
  expect(world.calls).toEqual([...calls, ...calls]);
});

it('does not cache callers', async () => {
  const { world, resolve } = setup();
  const visitorId = await world.createVisitor();
  await resolve({ visitorId });
  world.tokenInfo = { active: false };
  expect(await resolve({ visitorId })).toEqual({ kind: 'refused', code: 'SESSION_EXPIRED' });
});
