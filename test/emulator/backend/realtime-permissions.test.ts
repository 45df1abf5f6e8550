import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import {
  createPermissionCheck,
  type CanSubscribe,
} from '../../../emulator/backend/realtime-permissions.ts';
import {
  defaultAssumptions,
  type AssumptionsInput,
} from '../../../emulator/wix/core/assumptions.ts';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const CHANNEL = { name: 'news', resourceId: 'r' };
const member = (...roles: readonly string[]): Identity => ({
  kind: 'member',
  id: 'm',
  contactId: 'c',
  roles,
});

function setup(
  check?: unknown,
  assumptions: AssumptionsInput = {},
): {
  readonly canSubscribe: CanSubscribe;
  readonly errors: unknown[];
} {
  onTestFinished(installContexts());
  const errors: unknown[] = [];
  const canSubscribe = createPermissionCheck({
    permissionsFile: () => (check === undefined ? undefined : '/site/backend/permissions.ts'),
    load: () => Promise.resolve(check === 'none' ? {} : { realtime_check_permission: check }),
    elevatedToken: () => 'app',
    handleRequest: () => ({ status: 200, headers: {}, body: '{}' }),
    assumptions: { ...defaultAssumptions(), ...assumptions },
    onError: (error, where) => errors.push([where, String(error)]),
  });
  return { canSubscribe, errors };
}

it.each([
  ['visitor', visitor(1), { id: visitor(1).id, type: 'Visitor' }],
  ['member', member(), { id: 'm', type: 'Member' }],
  ['member with the role Admin', member('Admin'), { id: 'm', type: 'Admin' }],
] as const)(
  'calls the site’s function for a %s, with channel and subscriber',
  async (_, who, type) => {
    const calls: unknown[] = [];
    const { canSubscribe } = setup((...args: readonly unknown[]) => {
      calls.push(args);
      return { read: true };
    });
    expect(await canSubscribe(CHANNEL, who)).toBe(true);
    expect(calls).toEqual([[CHANNEL, type]]);
  },
);

it.each([
  ['a promise of { read: true }', async () => ({ read: true }), true],
  ['{ read: false }', () => ({ read: false }), false],
  ['{}', () => ({}), false],
  ['{ read: 1 }', () => ({ read: 1 }), false],
  ['undefined', () => undefined, false],
  ['true', () => true, false],
])('reads %s as a permission or a refusal', async (_, check, read) => {
  expect(await setup(check).canSubscribe(CHANNEL, visitor(1))).toBe(read);
});

it('refuses the subscription if the function throws, and reports the error', async () => {
  const { canSubscribe, errors } = setup(() => {
    throw new Error('no table');
  });
  expect(await canSubscribe(CHANNEL, visitor(1))).toBe(false);
  expect(errors).toEqual([['realtime_check_permission', 'Error: no table']]);
});

it('allows every subscription without the file or without its function', async () => {
  expect(await setup().canSubscribe(CHANNEL, visitor(1))).toBe(true);
  expect(await setup('none').canSubscribe(CHANNEL, visitor(1))).toBe(true);
});

it('allows every subscription of a Wix user without calling the function', async () => {
  const { canSubscribe, errors } = setup(() => {
    throw new Error('called');
  });
  expect(await canSubscribe(CHANNEL, OWNER)).toBe(true);
  expect(errors).toEqual([]);
});

it.each([
  ['Admin', 'Admin', 'Member', 'Visitor'],
  ['ADMIN', 'ADMIN', 'MEMBER', 'VISITOR'],
  ['USER', 'USER', 'MEMBER', 'VISITOR'],
] as const)(
  'subscriberType %s: spells the types %s, %s and %s',
  async (subscriberType, ...types) => {
    const subscribers: unknown[] = [];
    const check = (_: unknown, subscriber: unknown) => subscribers.push(subscriber);
    const { canSubscribe } = setup(check, { subscriberType, visitorSubscriberId: 'empty' });
    for (const who of [member('Admin'), member(), visitor(1)]) await canSubscribe(CHANNEL, who);
    expect(subscribers).toEqual([
      { id: 'm', type: types[0] },
      { id: 'm', type: types[1] },
      { id: '', type: types[2] },
    ]);
  },
);

it('permissionsFile required: refuses every page of a site without the file', async () => {
  const { canSubscribe } = setup(undefined, { permissionsFile: 'required' });
  expect(await canSubscribe(CHANNEL, visitor(1))).toBe(false);
  expect(
    await setup('none', { permissionsFile: 'required' }).canSubscribe(CHANNEL, visitor(1)),
  ).toBe(true);
});
