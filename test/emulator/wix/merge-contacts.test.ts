import { expect, it } from 'vitest';
import { insertContact } from '../../../emulator/wix/contacts/contacts.ts';
import { insertMember } from '../../../emulator/wix/members/members.ts';
import { APP, errorCodeOf, UNKNOWN_ID, openWix } from '../../support/emulator/wix/open-wix.ts';

const PATH = '/contacts/v4/contacts';

interface ContactResponse {
  readonly contact: {
    readonly id: string;
    readonly revision: number;
    readonly source: object;
    readonly createdDate: string;
    readonly primaryInfo: object;
    readonly info: {
      readonly emails?: {
        readonly items: readonly {
          readonly id: string;
          readonly email: string;
          readonly primary: boolean;
        }[];
      };
    };
  };
  readonly responseType?: string;
}

async function setup() {
  const opened = openWix();
  const ids = await opened.runAsWix((context) => {
    const add = (info: object) => insertContact(context, info, { sourceType: 'ADMIN' }).id;
    return {
      target: add({ name: { first: 'Ann' }, emails: { items: [{ email: 'ann@example.com' }] } }),
      first: add({
        name: { first: 'Anna', last: 'Lee' },
        emails: { items: [{ email: 'ANN@example.com' }, { email: 'lee@example.com' }] },
        company: 'First',
      }),
      second: add({
        name: { last: 'Low' },
        phones: { items: [{ phone: '054 123' }] },
        company: 'Second',
      }),
      member: insertMember(context, { email: 'member@example.com' }).contactId,
    };
  });
  const merge = (
    targetContactRevision: number,
    sourceContactIds: readonly string[],
    target = ids.target,
  ) =>
    opened.call<ContactResponse>(APP, 'POST', `${PATH}/${target}/merge`, {
      targetContactId: target,
      targetContactRevision,
      sourceContactIds,
    });
  return { ...opened, ids, merge };
}

it('POST /contacts/:id/merge fills empty fields, adds to lists, and overwrites nothing', async () => {
  const { merge, ids } = await setup();
  const { status, json } = await merge(1, [ids.first, ids.second]);
  expect(status).toBe(200);
  expect(json.contact).toMatchObject({
    id: ids.target,
    revision: 2,
    lastActivity: { activityType: 'CONTACT_MERGED' },
    primaryInfo: { email: 'ann@example.com', phone: '054 123' },
    info: { name: { first: 'Ann', last: 'Lee' }, company: 'First' },
  });
  expect(json.contact.info.emails?.items.map(({ email, primary }) => [email, primary])).toEqual([
    ['ann@example.com', true],
    ['lee@example.com', false],
  ]);
});

it('POST /contacts/:id/merge raises merged, updated and deleted, in this order', async () => {
  const { merge, ids, events } = await setup();
  const before = (await events()).length;
  const { json } = await merge(1, [ids.first, ids.second]);
  expect((await events()).slice(before)).toMatchObject([
    {
      name: 'contact-merged',
      entityId: ids.target,
      data: {
        targetContactId: ids.target,
        sourceContactIds: [ids.first, ids.second],
        targetContact: json.contact,
      },
    },
    { name: 'contact-updated', entityId: ids.target, data: json.contact },
    { name: 'contact-deleted', entityId: ids.first },
    { name: 'contact-deleted', entityId: ids.second },
  ]);
});

it('the update and delete events of a merge have originatedFrom merge', async () => {
  const { merge, ids, wix, events } = await setup();
  await events();
  const received: string[] = [];
  wix.events.subscribe(({ name, originatedFrom }) => {
    received.push(`${name} ${originatedFrom ?? '-'}`);
    return Promise.resolve('delivered');
  });
  await merge(1, [ids.first]);
  await events();
  expect(received).toEqual(['contact-merged -', 'contact-updated merge', 'contact-deleted merge']);
});

it('only GET finds a merged contact by its old id', async () => {
  const { call, merge, ids } = await setup();
  await merge(1, [ids.first]);
  await merge(1, [ids.target], ids.second);
  const { json } = await call<ContactResponse>(APP, 'GET', `${PATH}/${ids.first}`);
  expect(json).toMatchObject({ contact: { id: ids.second }, responseType: 'MERGED' });
  const again = await merge(1, [ids.second], ids.first);
  expect([again.status, errorCodeOf(again.json)]).toEqual([404, 'CONTACT_NOT_FOUND']);
});

it.each([
  ['a member as source', (ids: { member: string }) => [ids.member], 1, 400, 'ILLEGAL_MERGE'],
  ['the target as source', (ids: { target: string }) => [ids.target], 1, 400, 'ILLEGAL_MERGE'],
  ['a source twice', (ids: { first: string }) => [ids.first, ids.first], 1, 400, 'ILLEGAL_MERGE'],
  ['an unknown source', () => [UNKNOWN_ID], 1, 404, 'CONTACT_NOT_FOUND'],
  ['an old revision', (ids: { first: string }) => [ids.first], 0, 428, 'FAILED_PRECONDITION'],
] as const)(
  'POST /contacts/:id/merge refuses %s and changes nothing',
  async (_name, sources, revision, status, code) => {
    const { call, merge, ids, events } = await setup();
    const before = await events();
    const refused = await merge(revision, sources(ids));
    expect([refused.status, errorCodeOf(refused.json)]).toEqual([status, code]);
    expect(await events()).toEqual(before);
    expect(
      (await call<ContactResponse>(APP, 'GET', `${PATH}/${ids.target}`)).json.contact.revision,
    ).toBe(1);
  },
);

it('POST /contacts/:id/merge accepts a member as the target', async () => {
  const { merge, ids } = await setup();
  const { json } = await merge(1, [ids.first], ids.member);
  expect(json.contact).toMatchObject({
    id: ids.member,
    primaryInfo: { email: 'member@example.com' },
  });
});
