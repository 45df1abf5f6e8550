import { expect, it } from 'vitest';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { getContactIdOfVisitor, insertContact } from '../../../emulator/wix/contacts/contacts.ts';
import {
  insertMember,
  findMemberByEmail,
  findMemberByContact,
  getMemberRoles,
} from '../../../emulator/wix/members/members.ts';
import {
  APP,
  errorCodeOf,
  UNKNOWN_ID,
  openWix,
  OWNER,
  visitor,
} from '../../support/emulator/wix/open-wix.ts';

const PATH = '/members/v1/members';

async function setup() {
  const opened = openWix();
  const [ann, bob] = await opened.runAsWix((context) => [
    insertMember(context, { email: 'Ann@example.com', firstName: 'Ann', lastName: 'Lee' }),
    insertMember(context, { email: 'ann@other.com', roles: ['Admin'] }),
  ]);
  const asAnn: Identity = { kind: 'member', id: ann.id, contactId: ann.contactId, roles: [] };
  return { ...opened, ann, bob, asAnn };
}

it('GET /members/my returns the public fields of the calling member', async () => {
  const { call, ann, asAnn } = await setup();
  const { status, json } = await call(asAnn, 'GET', `${PATH}/my`);
  expect(status).toBe(200);
  expect(json).toEqual({
    member: {
      id: ann.id,
      contactId: ann.contactId,
      createdDate: ann.createdDate,
      updatedDate: ann.updatedDate,
      profile: { nickname: 'Ann Lee', slug: 'ann' },
      status: 'UNKNOWN',
      privacyStatus: 'UNKNOWN',
      activityStatus: 'UNKNOWN',
    },
  });
});

it('GET /members/my?fieldsets=FULL returns the member’s current contact', async () => {
  const { call, asAnn } = await setup();
  await call(asAnn, 'POST', '/contacts/v4/contact-submit', {
    info: { phones: { items: [{ phone: '054' }] } },
  });
  const { json } = await call(asAnn, 'GET', `${PATH}/my?fieldsets=FULL`);
  expect(json).toMatchObject({
    member: {
      loginEmail: 'Ann@example.com',
      status: 'APPROVED',
      contact: { firstName: 'Ann', lastName: 'Lee', emails: ['Ann@example.com'], phones: ['054'] },
    },
  });
});

it.each([
  ['visitor', visitor(1)],
  ['app', APP],
  ['user', OWNER],
])('GET /members/my returns 404 NOT_FOUND to a %s', async (_kind, identity) => {
  const { call } = await setup();
  const { status, json } = await call(identity, 'GET', `${PATH}/my`);
  expect([status, errorCodeOf(json)]).toEqual([404, 'NOT_FOUND']);
});

it('GET /members/:id returns all fields to an app, and only public fields to others', async () => {
  const { call, ann, bob, asAnn } = await setup();
  const get = (identity: Identity, id: string, query = '') =>
    call(identity, 'GET', `${PATH}/${id}?id=${id}${query}`);
  expect((await get(APP, ann.id, '&fieldsets=PUBLIC&fieldsets=FULL')).json).toMatchObject({
    member: { loginEmail: 'Ann@example.com', contact: {} },
  });
  expect((await get(APP, ann.id, '&fieldsets=EXTENDED')).json).toMatchObject({
    member: { loginEmail: 'Ann@example.com', status: 'APPROVED' },
  });
  expect((await get(visitor(1), ann.id)).json).not.toHaveProperty('member.loginEmail');
  expect((await get(asAnn, ann.id, '&fieldsets=FULL')).json).toHaveProperty('member.loginEmail');
  expect(errorCodeOf((await get(asAnn, bob.id, '&fieldsets=FULL')).json)).toBe('PERMISSION_DENIED');
  expect(errorCodeOf((await get(visitor(1), ann.id, '&fieldsets=EXTENDED')).json)).toBe(
    'PERMISSION_DENIED',
  );
  expect((await get(APP, UNKNOWN_ID)).status).toBe(404);
});

it.each([
  [{ loginEmail: 'ANN@example.com' }, ['Ann Lee']],
  [{ loginEmail: { $in: ['ann@other.com', 'unknown@example.com'] } }, ['ann']],
  [{ 'profile.slug': 'ann-2' }, ['ann']],
  [{ 'profile.nickname': { $contains: 'Lee' } }, ['Ann Lee']],
  [{ 'contact.firstName': { $startsWith: 'A' } }, ['Ann Lee']],
  [{ status: 'APPROVED', privacyStatus: { $ne: 'PRIVATE' } }, ['Ann Lee', 'ann']],
])('POST /members/query filters by %j', async (filter, expected) => {
  const { call } = await setup();
  const { json } = await call<{
    members: readonly { readonly profile: { readonly nickname: string } }[];
    metadata: object;
  }>(APP, 'POST', `${PATH}/query`, { query: { filter } });
  expect(json.members.map(({ profile }) => profile.nickname)).toEqual(expected);
  expect(json.metadata).toEqual({
    count: expected.length,
    offset: 0,
    total: expected.length,
    tooManyToCount: false,
  });
});

it('POST /members/query filters by id and contact, sorts by `sort` and `sorting`, and pages', async () => {
  const { call, ann, bob } = await setup();
  const query = async (input: object) =>
    (
      await call<{ members: readonly { readonly id: string }[] }>(APP, 'POST', `${PATH}/query`, {
        query: input,
      })
    ).json.members.map(({ id }) => id);
  expect(await query({ filter: { id: bob.id } })).toEqual([bob.id]);
  expect(await query({ filter: { contactId: { $eq: ann.contactId } } })).toEqual([ann.id]);
  const order = [{ fieldName: 'profile.nickname', order: 'DESC' }];
  expect(await query({ sort: order })).toEqual([bob.id, ann.id]);
  expect(await query({ sorting: order, paging: { limit: 1, offset: 1 } })).toEqual([ann.id]);
});

it.each([
  [{ query: { filter: { secret: 1 } } }, 400, 'INVALID_ARGUMENT'],
  [{ query: { filter: { status: { $near: 1 } } } }, 400, 'INVALID_ARGUMENT'],
  [{ query: { sort: [{ fieldName: 'status', order: 'ASC' }] } }, 400, 'INVALID_ARGUMENT'],
  [{ query: { sort: ['status'] } }, 400, 'INVALID_ARGUMENT'],
  [{ query: { paging: { limit: 101 } } }, 400, 'INVALID_ARGUMENT'],
  [{ search: { expression: 'Ann' } }, 501, 'NOT_EMULATED'],
])('POST /members/query refuses %j with %i %s', async (body, status, code) => {
  const { call } = await setup();
  const refused = await call(APP, 'POST', `${PATH}/query`, body);
  expect([refused.status, errorCodeOf(refused.json)]).toEqual([status, code]);
});

it('a sign-up uses the contact with the email address, and associates the visitor with it', async () => {
  const { runAsWix, events } = openWix();
  const contact = await runAsWix((context) =>
    insertContact(
      context,
      { emails: { items: [{ email: 'ann@example.com' }] } },
      { sourceType: 'ADMIN' },
    ),
  );
  const found = await runAsWix((context) => {
    const member = insertMember(context, { email: 'ANN@example.com', visitorId: visitor(1).id });
    return {
      member,
      visitorContactId: getContactIdOfVisitor(context, visitor(1).id),
      byEmail: findMemberByEmail(context, 'ann@EXAMPLE.com'),
      byContact: findMemberByContact(context, contact.id),
    };
  });
  expect(found.member.contactId).toBe(contact.id);
  expect(found.visitorContactId).toBe(contact.id);
  expect([found.byEmail, found.byContact]).toEqual([found.member, found.member]);
  expect((await events()).map(({ name }) => name)).toEqual(['contact-created', 'member-created']);
});

it('a sign-up with a secondary email address of another member’s contact creates a new contact', async () => {
  const { runAsWix, call, asAnn, ann } = await setup();
  await call(asAnn, 'POST', '/contacts/v4/contact-submit', {
    info: { emails: { items: [{ email: 'second@example.com' }] } },
  });
  const { contactId } = await runAsWix((context) =>
    insertMember(context, { email: 'second@example.com' }),
  );
  expect(contactId).not.toBe(ann.contactId);
});

it('refuses a second sign-up with the same email address', async () => {
  const { runAsWix } = await setup();
  await expect(
    runAsWix((context) => insertMember(context, { email: 'ANN@EXAMPLE.com' })),
  ).rejects.toThrow('A member with this login email already exists');
});

it('keeps the roles of a member', async () => {
  const { runAsWix, ann, bob } = await setup();
  expect(
    await runAsWix((context) => [getMemberRoles(context, ann.id), getMemberRoles(context, bob.id)]),
  ).toEqual([[], ['Admin']]);
});
