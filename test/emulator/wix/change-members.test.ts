import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../emulator/control/sessions.ts';
import { findMemberById, insertMember } from '../../../emulator/wix/members/members.ts';
import { readContact } from '../../../emulator/wix/contacts/contact-store.ts';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { codeThrownBy, openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { APP, OWNER, UNKNOWN_ID, visitor } from '../../support/emulator/wix/open-wix.ts';

// The operations that change members, through @wix/members.

const elevated = {
  approve: auth.elevate(members.approveMember),
  block: auth.elevate(members.blockMember),
  mute: auth.elevate(members.muteMember),
  unmute: auth.elevate(members.unmuteMember),
  disconnect: auth.elevate(members.disconnectMember),
  create: auth.elevate(members.createMember),
  remove: auth.elevate(members.deleteMember),
  bulkRemove: auth.elevate(members.bulkDeleteMembers),
  update: auth.elevate(members.updateMember),
  updateSlug: auth.elevate(members.updateMemberSlug),
  list: auth.elevate(members.listMembers),
};

async function setup() {
  const site = await openForPackages();
  const [ann, bob] = await site.runAsWix((context) => [
    insertMember(context, { email: 'ann@example.com', firstName: 'Ann', lastName: 'Lee' }),
    insertMember(context, { email: 'bob@example.com', roles: ['Admin'] }),
  ]);
  const asMember = ({ id, contactId }: typeof ann): Identity => ({
    kind: 'member',
    id,
    contactId,
    roles: [],
  });
  const eventNames = async () => (await site.events()).map(({ name }) => name);
  return { ...site, ann, bob, asAnn: asMember(ann), eventNames, before: await eventNames() };
}

describe('createMember', () => {
  it('creates an approved, public member and their contact, and raises member-created', async () => {
    const { as, runAsWix, events } = await setup();
    const created = await as(visitor(1), () =>
      elevated.create({
        member: {
          loginEmail: 'cat@example.com',
          contact: { firstName: 'Cat', phones: ['030'], company: 'Pots' },
          profile: { nickname: 'Kitty', title: 'Potter' },
          privacyStatus: 'PRIVATE',
        },
      }),
    );
    expect(created).toMatchObject({
      loginEmail: 'cat@example.com',
      status: 'APPROVED',
      privacyStatus: 'PRIVATE',
      profile: { nickname: 'Kitty', slug: 'cat', title: 'Potter' },
      contact: { firstName: 'Cat', phones: ['030'], emails: ['cat@example.com'], company: 'Pots' },
    });
    expect(created.lastLoginDate).toBeUndefined();
    const contact = await runAsWix((context) => readContact(context, created.contactId ?? ''));
    expect(contact).toMatchObject({ info: { name: { first: 'Cat' }, company: 'Pots' } });
    expect(await events()).toContainEqual(
      expect.objectContaining({ name: 'member-created', entityId: created._id }),
    );
  });

  it.each([
    ['an address in use', { loginEmail: 'ANN@example.com' }, 409],
    ['no address', { profile: { nickname: 'Cat' } }, 400],
    ['an invalid address', { loginEmail: 'cat' }, 400],
    [
      'custom fields',
      { loginEmail: 'cat@example.com', contact: { customFields: { a: { value: '1' } } } },
      501,
    ],
  ])('refuses %s, and creates nothing', async (_what, member, status) => {
    const { as, before, eventNames } = await setup();
    await expect(as(visitor(1), () => elevated.create({ member }))).rejects.toMatchObject({
      status,
    });
    expect(await eventNames()).toEqual(before);
  });
});

describe('approval, blocks and mutes', () => {
  it.each([
    ['blockMember', elevated.block, { status: 'BLOCKED', activityStatus: 'ACTIVE' }],
    ['approveMember', elevated.approve, { status: 'APPROVED', activityStatus: 'ACTIVE' }],
    ['disconnectMember', elevated.disconnect, { status: 'OFFLINE', activityStatus: 'ACTIVE' }],
    ['muteMember', elevated.mute, { status: 'APPROVED', activityStatus: 'MUTED' }],
    ['unmuteMember', elevated.unmute, { status: 'APPROVED', activityStatus: 'ACTIVE' }],
  ])('%s returns the changed member and raises member-updated', async (_method, run, changed) => {
    const { as, ann, before, eventNames } = await setup();
    const { member } = await as(visitor(1), () => run(ann.id));
    expect(member).toMatchObject({ _id: ann.id, ...changed, contact: { firstName: 'Ann' } });
    expect(await eventNames()).toEqual([...before, 'member-updated']);
  });

  it.each([
    ['blocked', elevated.block],
    ['disconnected', elevated.disconnect],
  ])('a %s member is logged out, and cannot log in until approved', async (_state, run) => {
    const { as, wix, ann } = await setup();
    const login = () => openSession(wix, { as: 'member', email: 'ann@example.com' });
    const { token } = await login();
    await as(visitor(1), () => run(ann.id));
    expect(wix.authenticate(token)).toBeUndefined();
    await expect(login()).rejects.toThrow('only an APPROVED member can log in');
    await as(visitor(1), () => elevated.approve(ann.id));
    await expect(login()).resolves.toMatchObject({ id: ann.id });
  });

  it('refuses to block the site owner', async () => {
    const { as, bob, before, eventNames } = await setup();
    expect(await codeThrownBy(() => as(visitor(1), () => elevated.block(bob.id)))).toBe(
      'OWNER_MEMBER_BLOCK_FORBIDDEN',
    );
    expect(await eventNames()).toEqual(before);
  });

  it.each(Object.entries(elevated).filter(([name]) => /approve|block|mute|disconnect/.test(name)))(
    '%s refuses an unknown id, an invalid id',
    async (_name, run) => {
      const { as } = await setup();
      const call = (id: string) => as(visitor(1), () => Reflect.apply(run, undefined, [id]));
      await expect(call(UNKNOWN_ID)).rejects.toMatchObject({ status: 404 });
      await expect(call('x')).rejects.toMatchObject({ status: 400 });
    },
  );

  it.each([
    ['approveMember', members.approveMember],
    ['blockMember', members.blockMember],
    ['muteMember', members.muteMember],
    ['unmuteMember', members.unmuteMember],
    ['disconnectMember', members.disconnectMember],
    ['deleteMember', members.deleteMember],
  ])('a visitor or member may not call %s without elevation', async (_method, run) => {
    const { as, ann, asAnn } = await setup();
    for (const caller of [visitor(1), asAnn]) {
      const refused = as<unknown>(caller, () => run(ann.id));
      await expect(refused).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe('deletion', () => {
  it('deleteMember deletes the member and their sessions, and keeps the contact', async () => {
    const { as, wix, runAsWix, ann, before, eventNames } = await setup();
    const { token } = await openSession(wix, { as: 'member', id: ann.id });
    await as(visitor(1), () => elevated.remove(ann.id));
    expect(wix.authenticate(token)).toBeUndefined();
    expect(await runAsWix((context) => findMemberById(context, ann.id))).toBeUndefined();
    expect(await runAsWix((context) => readContact(context, ann.contactId))).toBeDefined();
    expect(await eventNames()).toEqual([...before, 'member-deleted']);
    await expect(as(visitor(1), () => elevated.remove(ann.id))).rejects.toMatchObject({
      status: 404,
    });
  });

  it('the address of a deleted member can be used again, for the same contact', async () => {
    const { as, ann } = await setup();
    await as(visitor(1), async () => {
      await elevated.remove(ann.id);
      const again = await elevated.create({ member: { loginEmail: 'ann@example.com' } });
      expect(again).toMatchObject({ contactId: ann.contactId, profile: { slug: 'ann' } });
    });
  });

  it('deleteMyMember deletes the calling member only', async () => {
    const { as, runAsWix, ann, bob, asAnn } = await setup();
    await as(asAnn, () => members.deleteMyMember());
    const left = await runAsWix((context) => [
      findMemberById(context, ann.id),
      findMemberById(context, bob.id),
    ]);
    expect(left).toMatchObject([undefined, { id: bob.id }]);
    await expect(as(visitor(1), () => members.deleteMyMember())).rejects.toMatchObject({
      status: 403,
    });
  });

  it('bulkDeleteMembers deletes the known ids and reports the others', async () => {
    const { as, ann } = await setup();
    const { results, bulkActionMetadata } = await as(visitor(1), () =>
      elevated.bulkRemove([UNKNOWN_ID, ann.id]),
    );
    expect(results?.map(({ itemMetadata }) => itemMetadata)).toMatchObject([
      { _id: UNKNOWN_ID, originalIndex: 0, success: false, error: { code: 'NOT_FOUND' } },
      { _id: ann.id, originalIndex: 1, success: true },
    ]);
    expect(bulkActionMetadata).toEqual({
      totalSuccesses: 1,
      totalFailures: 1,
      undetailedFailures: 0,
    });
  });
});

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
    const { as, ann } = await setup();
    const updated = await as(visitor(1), () => elevated.update(ann.id, changes));
    expect(updated).toMatchObject({ _id: ann.id, ...expected });
    const [read] =
      (await as(visitor(1), () => elevated.list({ fieldsets: ['FULL'] }))).members ?? [];
    expect(read).toEqual(updated);
  });

  it('raises contact-updated only if the contact changes', async () => {
    const { as, ann, asAnn, before, eventNames } = await setup();
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
    const { as, ann, asAnn } = await setup();
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
    const { as, ann, asAnn } = await setup();
    const { member } = await as(visitor(1), () => elevated.updateSlug(ann.id, 'annie'));
    expect(member?.profile).toMatchObject({ slug: 'annie', nickname: 'Ann Lee' });
    const { member: own } = await as(asAnn, () => members.updateCurrentMemberSlug('annie'));
    expect(own?.profile?.slug).toBe('annie');
    expect(await codeThrownBy(() => as(asAnn, () => members.updateCurrentMemberSlug('bob')))).toBe(
      'SLUG_ALREADY_EXISTS',
    );
  });

  it('a member who leaves the community is hidden from others until they join again', async () => {
    const { as, ann, asAnn } = await setup();
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
    const { as, ann, bob, asAnn } = await setup();
    const call = (caller: Identity, id: string) => as<unknown>(caller, () => run(id));
    await expect(call(asAnn, ann.id)).resolves.toBeDefined();
    await expect(call(asAnn, bob.id)).rejects.toMatchObject({ status: 403 });
    await expect(call(visitor(1), ann.id)).rejects.toMatchObject({ status: 403 });
    await expect(call(APP, UNKNOWN_ID)).rejects.toMatchObject({ status: 404 });
  });
});

it('listMembers sorts and pages', async () => {
  const { as } = await setup();
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
