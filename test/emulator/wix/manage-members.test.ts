import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../emulator/control/sessions.ts';
import { readContact } from '../../../emulator/wix/contacts/contact-store.ts';
import { findMemberById } from '../../../emulator/wix/members/members.ts';
import { codeThrownBy } from '../../support/emulator/wix/open-for-packages.ts';
import { UNKNOWN_ID, visitor } from '../../support/emulator/wix/open-wix.ts';
import { openWithMembers } from '../../support/emulator/wix/open-with-members.ts';

// The operations with which the site manages its members, through @wix/members.

const elevated = {
  approve: auth.elevate(members.approveMember),
  block: auth.elevate(members.blockMember),
  mute: auth.elevate(members.muteMember),
  unmute: auth.elevate(members.unmuteMember),
  disconnect: auth.elevate(members.disconnectMember),
  create: auth.elevate(members.createMember),
  remove: auth.elevate(members.deleteMember),
  bulkRemove: auth.elevate(members.bulkDeleteMembers),
};

describe('createMember', () => {
  it('creates an approved, public member and their contact, and raises member-created', async () => {
    const { as, runAsWix, events } = await openWithMembers();
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
    const { as, before, eventNames } = await openWithMembers();
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
    const { as, ann, before, eventNames } = await openWithMembers();
    const { member } = await as(visitor(1), () => run(ann.id));
    expect(member).toMatchObject({ _id: ann.id, ...changed, contact: { firstName: 'Ann' } });
    expect(await eventNames()).toEqual([...before, 'member-updated']);
  });

  it.each([
    ['blocked', elevated.block],
    ['disconnected', elevated.disconnect],
  ])('a %s member is logged out, and cannot log in until approved', async (_state, run) => {
    const { as, wix, ann } = await openWithMembers();
    const login = () => openSession(wix, { as: 'member', email: 'ann@example.com' });
    const { token } = await login();
    await as(visitor(1), () => run(ann.id));
    expect(wix.authenticate(token)).toBeUndefined();
    await expect(login()).rejects.toThrow('only an APPROVED member can log in');
    await as(visitor(1), () => elevated.approve(ann.id));
    await expect(login()).resolves.toMatchObject({ id: ann.id });
  });

  it('refuses to block the site owner', async () => {
    const { as, bob, before, eventNames } = await openWithMembers();
    expect(await codeThrownBy(() => as(visitor(1), () => elevated.block(bob.id)))).toBe(
      'OWNER_MEMBER_BLOCK_FORBIDDEN',
    );
    expect(await eventNames()).toEqual(before);
  });

  it.each<readonly [string, (id: string) => Promise<unknown>]>([
    ['approveMember', elevated.approve],
    ['blockMember', elevated.block],
    ['muteMember', elevated.mute],
    ['unmuteMember', elevated.unmute],
    ['disconnectMember', elevated.disconnect],
    ['deleteMember', elevated.remove],
  ])('%s refuses an unknown id and an invalid id', async (_method, run) => {
    const { as } = await openWithMembers();
    const call = (id: string) => as(visitor(1), () => run(id));
    await expect(call(UNKNOWN_ID)).rejects.toMatchObject({ status: 404 });
    await expect(call('x')).rejects.toMatchObject({ status: 400 });
  });

  it.each([
    ['approveMember', members.approveMember],
    ['blockMember', members.blockMember],
    ['muteMember', members.muteMember],
    ['unmuteMember', members.unmuteMember],
    ['disconnectMember', members.disconnectMember],
    ['deleteMember', members.deleteMember],
  ])('a visitor or member may not call %s without elevation', async (_method, run) => {
    const { as, ann, asAnn } = await openWithMembers();
    for (const caller of [visitor(1), asAnn]) {
      const refused = as<unknown>(caller, () => run(ann.id));
      await expect(refused).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe('deletion', () => {
  it('deleteMember deletes the member and their sessions, and keeps the contact', async () => {
    const { as, wix, runAsWix, ann, before, eventNames } = await openWithMembers();
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
    const { as, ann } = await openWithMembers();
    await as(visitor(1), async () => {
      await elevated.remove(ann.id);
      const again = await elevated.create({ member: { loginEmail: 'ann@example.com' } });
      expect(again).toMatchObject({ contactId: ann.contactId, profile: { slug: 'ann' } });
    });
  });

  it('deleteMyMember deletes the calling member only', async () => {
    const { as, runAsWix, ann, bob, asAnn } = await openWithMembers();
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
    const { as, ann } = await openWithMembers();
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
