// The current user of Wix's older modules of pages, by the session of the page.
import { afterAll, expect, it } from 'vitest';
import { VELO_PAGE } from '../../../emulator/pages/velo-page.ts';
import { currentMember } from '../../../emulator/pages/velo/wix-members.ts';
import { currentUser } from '../../../emulator/pages/velo/wix-users.ts';

afterAll(() => void Reflect.deleteProperty(globalThis, VELO_PAGE));

it.each([
  { identity: { kind: 'visitor' }, role: 'Visitor', titles: [] },
  { identity: { kind: 'member' }, role: 'Member', titles: [] },
  { identity: { kind: 'member', roles: ['Admin'] }, role: 'Admin', titles: ['Admin'] },
  { identity: { kind: 'user' }, role: 'Admin', titles: [] },
])('$identity has the role $role', async ({ identity, role, titles }) => {
  Reflect.set(globalThis, VELO_PAGE, { identity: () => identity });
  expect(currentUser.role).toBe(role);
  expect(await currentUser.getRoles().catch(String)).toEqual(
    role === 'Visitor' ? 'Error: The current user is not logged in.' : [{ name: role }],
  );
  expect(await currentMember.getRoles().catch(String)).toEqual(
    role === 'Visitor' ? 'Error: No member is logged in.' : titles.map((title) => ({ title })),
  );
});
