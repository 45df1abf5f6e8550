import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../emulator/backend/call-as.ts';
import {
  createPermissionCheck,
  type MayListen,
} from '../../../emulator/backend/realtime-permissions.ts';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { OWNER, visitor } from '../wix/open-wix.ts';

const CHANNEL = { name: 'news', resourceId: 'r' };
const member = (...roles: readonly string[]): Identity => ({
  kind: 'member',
  id: 'm',
  contactId: 'c',
  roles,
});

function setup(check?: unknown): { readonly mayListen: MayListen; readonly failed: unknown[] } {
  onTestFinished(installContexts());
  const failed: unknown[] = [];
  const mayListen = createPermissionCheck({
    permissionsFile: () => (check === undefined ? undefined : '/site/backend/permissions.ts'),
    load: () => Promise.resolve(check === 'none' ? {} : { realtime_check_permission: check }),
    elevatedToken: () => 'app',
    answer: () => ({ status: 200, headers: {}, body: '{}' }),
    failed: (error, where) => failed.push([where, String(error)]),
  });
  return { mayListen, failed };
}

it.each([
  ['visitor', visitor(1), { id: visitor(1).id, type: 'Visitor' }],
  ['member', member(), { id: 'm', type: 'Member' }],
  ['member with the role Admin', member('Admin'), { id: 'm', type: 'Admin' }],
] as const)('asks the site about a %s, with the channel as it was named', async (_w, who, type) => {
  const asked: unknown[] = [];
  const { mayListen } = setup((...args: readonly unknown[]) => {
    asked.push(args);
    return { read: true };
  });
  expect(await mayListen(CHANNEL, who)).toBe(true);
  expect(asked).toEqual([[CHANNEL, type]]);
});

it.each([
  ['{ read: true } later', async () => ({ read: true }), true],
  ['{ read: false }', () => ({ read: false }), false],
  ['{}', () => ({}), false],
  ['{ read: 1 }', () => ({ read: 1 }), false],
  ['nothing', () => undefined, false],
  ['true', () => true, false],
])('an answer of %s', async (_what, check, read) => {
  expect(await setup(check).mayListen(CHANNEL, visitor(1))).toBe(read);
});

it('refuses where the function throws, and tells the developer', async () => {
  const { mayListen, failed } = setup(() => {
    throw new Error('no table');
  });
  expect(await mayListen(CHANNEL, visitor(1))).toBe(false);
  expect(failed).toEqual([['realtime_check_permission', 'Error: no table']]);
});

it('lets everybody read without the file or without its function', async () => {
  expect(await setup().mayListen(CHANNEL, visitor(1))).toBe(true);
  expect(await setup('none').mayListen(CHANNEL, visitor(1))).toBe(true);
});

it('lets a Wix user read everything, unasked', async () => {
  const { mayListen, failed } = setup(() => {
    throw new Error('asked');
  });
  expect(await mayListen(CHANNEL, OWNER)).toBe(true);
  expect(failed).toEqual([]);
});
