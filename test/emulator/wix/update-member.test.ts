import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { codeThrownBy } from '../../support/emulator/wix/open-for-packages.ts';
import { APP, OWNER, UNKNOWN_ID, visitor } from '../../support/emulator/wix/open-wix.ts';
import { openWithMembers } from '../../support/emulator/wix/open-with-members.ts';

// The operations that change the data of members, and the list of them, through @wix/members.

const elevated = {
  update: auth.elevate(members.updateMember),
  updateSlug: auth.elevate(members.updateMemberSlug),
  list: auth.elevate(members.listMembers),
};

describe('updateMember', () => {
  it.each([
    [
      'profile',
      { profile: { nickname: 'Annie', photo: { url: 'https://example.com/a.png' } } },
      {
        profile: { nickname: 'Annie', slug: 'ann', photo: { url: 'https://example.com/a.png' } },
        contact: { firstName: 'Ann', lastName: 'Lee' },
      },
    ],
    [
      'names',
      { contact: { firstName: 'Anna', lastName: '' } },
      { contact: { firstName: 'Anna', emails: ['ann@example.com'] } },
    ],
    [
      'lists',
      { contact: { phones: ['1', '2'], emails: [], addresses: [{ city: 'Bonn' }] } },
      {
        contact: {
          phones: ['1', '2'],
          emails: ['ann@example.com'],
          addresses: [{ city: 'Bonn' }],
        },
      },
    ],
    [
      'privacy',
      { privacyStatus: members.PrivacyStatusStatus.PRIVATE },
      { privacyStatus: 'PRIVATE' },
    ],
    [
      'what cannot be changed',
      { loginEmail: 'new@example.com', status: members.Status.BLOCKED },
      { loginEmail: 'ann@example.com', status: 'APPROVED' },
    ],
  ])('changes the given fields: %s', async (_what, changes, expected) => {
    const { as, ann } = await openWithMembers();
    const updated = await as(visitor(1), () => elevated.update(ann.id, changes));
    expect(updated).toMatchObject({ _id: ann.id, ...expected });
    const [read] =
      (await as(visitor(1), () => elevated.list({ fieldsets: ['FULL'] }))).members ?? [];
    expect(read).toEqual(updated);
  });

  it('takes the id from the path, for clients that do not send it in the body', async () => {
    const { call, ann } = await openWithMembers();
    const body = { member: { profile: { title: 'Potter' } } };
    const { json } = await call(APP, 'PATCH', `/members/v1/members/${ann.id}`, body);
    expect(json).toMatchObject({ member: { id: ann.id, profile: { title: 'Potter' } } });
  });

  it('raises contact-updated only if the contact changes', async () => {
    const { as, ann, asAnn, before, eventNames } = await openWithMembers();
    await as(asAnn, () => members.updateMember(ann.id, { profile: { title: 'Potter' } }));
    expect(await eventNames()).toEqual([...before, 'member-updated']);
    await as(asAnn, () => members.updateMember(ann.id, { contact: { company: 'Pots' } }));
    expect((await eventNames()).slice(before.length + 1).toSorted()).toEqual([
      'contact-updated',
      'member-updated',
    ]);
  });

  it.each([
    ['deleteMemberPhones', members.deleteMemberPhones, 'phones'],
    ['deleteMemberEmails', members.deleteMemberEmails, 'emails'],
    ['deleteMemberAddresses', members.deleteMemberAddresses, 'addresses'],
  ] as const)('%s clears the list, and nothing else', async (_method, run, list) => {
    const { as, ann, asAnn } = await openWithMembers();
    await as(asAnn, async () => {
      const contact = { phones: ['1'], addresses: [{ addressLine: 'Linden Street 1' }] };
      const filled = await members.updateMember(ann.id, { contact });
      const { member } = await run(ann.id);
      expect(member?.contact).toEqual({ ...filled.contact, [list]: [] });
      expect(member?.loginEmail).toBe('ann@example.com');
    });
  });
});

describe('slugs and community', () => {
  it('changes a slug that no other member has', async () => {
    const { as, ann, asAnn } = await openWithMembers();
    const { member } = await as(visitor(1), () => elevated.updateSlug(ann.id, 'annie'));
    expect(member?.profile).toMatchObject({ slug: 'annie', nickname: 'Ann Lee' });
    const { member: own } = await as(asAnn, () => members.updateCurrentMemberSlug('annie'));
    expect(own?.profile?.slug).toBe('annie');
    expect(await codeThrownBy(() => as(asAnn, () => members.updateCurrentMemberSlug('bob')))).toBe(
      'SLUG_ALREADY_EXISTS',
    );
  });

  it('a member who leaves the community is hidden from others until they join again', async () => {
    const { as, ann, asAnn } = await openWithMembers();
    const ids = async () =>
      (await as(visitor(1), () => members.listMembers())).members?.map(({ _id }) => _id);
    await as(asAnn, () => members.leaveCommunity());
    expect(await ids()).not.toContain(ann.id);
    await as(asAnn, () => members.joinCommunity());
    expect(await ids()).toContain(ann.id);
  });

  it.each([
    ['updateMember', (id: string) => members.updateMember(id, { profile: { title: 'x' } })],
    ['updateMemberSlug', (id: string) => members.updateMemberSlug(id, 'x')],
    ['deleteMemberPhones', (id: string) => members.deleteMemberPhones(id)],
  ])('a member may call %s for themselves only, a visitor not at all', async (_method, run) => {
    const { as, ann, bob, asAnn } = await openWithMembers();
    const call = (caller: Identity, id: string) => as<unknown>(caller, () => run(id));
    await expect(call(asAnn, ann.id)).resolves.toBeDefined();
    await expect(call(asAnn, bob.id)).rejects.toMatchObject({ status: 403 });
    await expect(call(visitor(1), ann.id)).rejects.toMatchObject({ status: 403 });
    await expect(call(APP, UNKNOWN_ID)).rejects.toMatchObject({ status: 404 });
  });
});

it('listMembers sorts and pages', async () => {
  const { as } = await openWithMembers();
  const page = (offset: number) =>
    as(OWNER, () =>
      members.listMembers({
        sorting: [{ fieldName: 'profile.nickname', order: 'DESC' }],
        paging: { limit: 1, offset },
      }),
    );
  const [first, second] = [await page(0), await page(1)];
  expect([first, second].map(({ members: [member] = [] }) => member?.profile?.nickname)).toEqual([
    'bob',
    'Ann Lee',
  ]);
  expect(second.metadata).toMatchObject({ count: 1, offset: 1, total: 2 });
  const refused = as(visitor(1), () => members.listMembers({ fieldsets: ['FULL'] }));
  await expect(refused).rejects.toMatchObject({ status: 403 });
});
