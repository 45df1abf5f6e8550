import { expect, it } from 'vitest';
import { insertContact } from '../../../emulator/wix/contacts/contacts.ts';
import { insertMember } from '../../../emulator/wix/members/members.ts';
import { APP, codeOf, NOBODY, openWix, OWNER, visitor } from './open-wix.ts';

const PATH = '/contacts/v4/contacts';

interface Shown {
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

const ann = {
  name: { first: 'Ann', last: 'Lee' },
  emails: { items: [{ email: 'Ann@Example.com' }] },
  phones: { items: [{ phone: '+972 54-123-4567' }] },
};

it('POST /contacts makes a contact and raises contact-created', async () => {
  const { call, events } = openWix();
  const { status, json } = await call<Shown>(APP, 'POST', PATH, { info: ann });
  expect(status).toBe(200);
  expect(json.contact).toMatchObject({
    revision: 1,
    source: { sourceType: 'WIX_APP', appId: APP.id },
    lastActivity: { activityType: 'CONTACT_CREATED' },
    primaryInfo: { email: 'Ann@Example.com', phone: '+972 54-123-4567' },
    primaryEmail: {
      email: 'Ann@Example.com',
      subscriptionStatus: 'NOT_SET',
      deliverabilityStatus: 'NOT_SET',
    },
    primaryPhone: { e164Phone: '+972541234567', subscriptionStatus: 'NOT_SET' },
    info: {
      name: { first: 'Ann', last: 'Lee' },
      emails: { items: [{ tag: 'UNTAGGED', email: 'Ann@Example.com', primary: true }] },
    },
  });
  expect(await events()).toMatchObject([
    { name: 'contact-created', entityId: json.contact.id, data: json.contact },
  ]);
});

it('POST /contacts by the owner notes that the contact was made by hand', async () => {
  const { call } = openWix();
  expect((await call<Shown>(OWNER, 'POST', PATH, { info: ann })).json.contact.source).toEqual({
    sourceType: 'ADMIN',
  });
});

it('POST /contacts refuses an address that another contact has, whatever its case', async () => {
  const { call, events } = openWix();
  const { json: first } = await call<Shown>(APP, 'POST', PATH, { info: ann });
  const { status, json } = await call(APP, 'POST', PATH, {
    info: { emails: { items: [{ email: 'ann@example.COM' }] } },
  });
  expect(status).toBe(409);
  expect(json).toMatchObject({
    details: {
      applicationError: {
        code: 'DUPLICATE_CONTACT_EXISTS',
        data: { duplicateContactId: first.contact.id, duplicateEmail: 'ann@example.COM' },
      },
    },
  });
  expect(await events()).toHaveLength(1);
});

it('POST /contacts looks at telephone numbers only where no address is given', async () => {
  const { call } = openWix();
  await call(APP, 'POST', PATH, { info: ann });
  const phones = { items: [{ phone: '+972541234567' }] };
  const refused = await call(APP, 'POST', PATH, { info: { phones } });
  expect(refused).toMatchObject({
    status: 409,
    json: { details: { applicationError: { data: { duplicatePhone: '+972541234567' } } } },
  });
  const made = await call(APP, 'POST', PATH, {
    info: { phones, emails: { items: [{ email: 'bob@example.com' }] } },
  });
  expect(made.status).toBe(200);
});

it('POST /contacts with allowDuplicates makes a second contact with the address', async () => {
  const { call } = openWix();
  await call(APP, 'POST', PATH, { info: ann });
  expect((await call(APP, 'POST', PATH, { info: ann, allowDuplicates: true })).status).toBe(200);
});

it.each([
  [{ company: 'Lee Ltd' }, 400, 'INSUFFICIENT_CONTACT_DATA'],
  [{ name: { first: ' ' } }, 400, 'INSUFFICIENT_CONTACT_DATA'],
  [
    {
      emails: {
        items: [
          { email: 'a@example.com', primary: true },
          { email: 'b@example.com', primary: true },
        ],
      },
    },
    400,
    'CANNOT_HAVE_MULTIPLE_PRIMARY_INFO',
  ],
])('POST /contacts refuses %j with %i %s', async (info, status, code) => {
  const { call } = openWix();
  const refused = await call(APP, 'POST', PATH, { info });
  expect([refused.status, codeOf(refused.json)]).toEqual([status, code]);
});

it('POST /contacts does not take the ids of new items from the caller', async () => {
  const { call } = openWix();
  const { json } = await call<Shown>(APP, 'POST', PATH, {
    info: { emails: { items: [{ id: NOBODY, email: 'a@example.com' }] } },
  });
  expect(json.contact.info.emails?.items[0]?.id).not.toBe(NOBODY);
});

it.each([
  ['POST', PATH, { info: ann }],
  ['GET', `${PATH}/${NOBODY}`, undefined],
  ['POST', `${PATH}/query`, {}],
  ['POST', `${PATH}/${NOBODY}/merge`, {}],
])('%s %s is refused to a visitor and to nobody', async (method, path, body) => {
  const { call } = openWix();
  expect((await call(visitor(1), method, path, body)).status).toBe(403);
  expect((await call(undefined, method, path, body)).status).toBe(401);
});

it('GET /contacts/:id answers the fields that were asked for, with id and revision', async () => {
  const { call, act } = openWix();
  const { id } = await act((inside) =>
    insertContact(inside, { ...ann, company: 'Lee Ltd' }, { sourceType: 'ADMIN' }),
  );
  const get = async (query: string) =>
    (await call<Shown>(APP, 'GET', `${PATH}/${id}?id=${id}${query}`)).json;
  expect(await get('')).toMatchObject({
    contact: { id, source: { sourceType: 'ADMIN' } },
    responseType: 'REGULAR',
  });
  expect((await get('&fieldsets=BASIC')).contact).toEqual({
    id,
    revision: 1,
    primaryInfo: { email: 'Ann@Example.com', phone: '+972 54-123-4567' },
    info: { name: { first: 'Ann', last: 'Lee' } },
  });
  expect((await get('&fields=info.company&fields=source')).contact).toEqual({
    id,
    revision: 1,
    source: { sourceType: 'ADMIN' },
    info: { company: 'Lee Ltd' },
  });
  expect((await get('&fieldsets=BASIC&fieldsets=FULL')).contact.info).toHaveProperty('company');
});

it('GET /contacts/:id answers 404 CONTACT_NOT_FOUND for an unknown id', async () => {
  const { call } = openWix();
  const { status, json } = await call(APP, 'GET', `${PATH}/${NOBODY}`);
  expect([status, codeOf(json)]).toEqual([404, 'CONTACT_NOT_FOUND']);
});

async function setupMerge() {
  const opened = openWix();
  const ids = await opened.act((inside) => {
    const add = (info: object) => insertContact(inside, info, { sourceType: 'ADMIN' }).id;
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
      member: insertMember(inside, { email: 'member@example.com' }).contactId,
    };
  });
  const merge = (
    targetContactRevision: number,
    sourceContactIds: readonly string[],
    target = ids.target,
  ) =>
    opened.call<Shown>(APP, 'POST', `${PATH}/${target}/merge`, {
      targetContactId: target,
      targetContactRevision,
      sourceContactIds,
    });
  return { ...opened, ids, merge };
}

it('POST /contacts/:id/merge fills what is empty, adds to lists, and overwrites nothing', async () => {
  const { merge, ids } = await setupMerge();
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
  const { merge, ids, events } = await setupMerge();
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

it('a merged contact is found under its old id by GET only', async () => {
  const { call, merge, ids } = await setupMerge();
  await merge(1, [ids.first]);
  await merge(1, [ids.target], ids.second);
  const { json } = await call<Shown>(APP, 'GET', `${PATH}/${ids.first}`);
  expect(json).toMatchObject({ contact: { id: ids.second }, responseType: 'MERGED' });
  const again = await merge(1, [ids.second], ids.first);
  expect([again.status, codeOf(again.json)]).toEqual([404, 'CONTACT_NOT_FOUND']);
});

it.each([
  ['a member as source', (ids: { member: string }) => [ids.member], 1, 400, 'ILLEGAL_MERGE'],
  ['the target as source', (ids: { target: string }) => [ids.target], 1, 400, 'ILLEGAL_MERGE'],
  ['a source twice', (ids: { first: string }) => [ids.first, ids.first], 1, 400, 'ILLEGAL_MERGE'],
  ['an unknown source', () => [NOBODY], 1, 404, 'CONTACT_NOT_FOUND'],
  ['an old revision', (ids: { first: string }) => [ids.first], 0, 428, 'FAILED_PRECONDITION'],
] as const)(
  'POST /contacts/:id/merge refuses %s and changes nothing',
  async (_name, sources, revision, status, code) => {
    const { call, merge, ids, events } = await setupMerge();
    const before = await events();
    const refused = await merge(revision, sources(ids));
    expect([refused.status, codeOf(refused.json)]).toEqual([status, code]);
    expect(await events()).toEqual(before);
    expect((await call<Shown>(APP, 'GET', `${PATH}/${ids.target}`)).json.contact.revision).toBe(1);
  },
);

it('POST /contacts/:id/merge takes a member as target, who stays that contact’s member', async () => {
  const { merge, ids } = await setupMerge();
  const { json } = await merge(1, [ids.first], ids.member);
  expect(json.contact).toMatchObject({
    id: ids.member,
    primaryInfo: { email: 'member@example.com' },
  });
});
