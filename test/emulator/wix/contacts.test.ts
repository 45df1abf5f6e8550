import { expect, it } from 'vitest';
import { insertContact } from '../../../emulator/wix/contacts/contacts.ts';
import {
  APP,
  errorCodeOf,
  UNKNOWN_ID,
  openWix,
  OWNER,
  visitor,
} from '../../support/emulator/wix/open-wix.ts';

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

const ann = {
  name: { first: 'Ann', last: 'Lee' },
  emails: { items: [{ email: 'Ann@Example.com' }] },
  phones: { items: [{ phone: '+972 54-123-4567' }] },
};

it('POST /contacts creates a contact and raises contact-created', async () => {
  const { call, events } = openWix();
  const { status, json } = await call<ContactResponse>(APP, 'POST', PATH, { info: ann });
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

it('POST /contacts by the site owner sets the source ADMIN', async () => {
  const { call } = openWix();
  expect(
    (await call<ContactResponse>(OWNER, 'POST', PATH, { info: ann })).json.contact.source,
  ).toEqual({
    sourceType: 'ADMIN',
  });
});

it('POST /contacts refuses the email address of another contact, ignoring case', async () => {
  const { call, events } = openWix();
  const { json: first } = await call<ContactResponse>(APP, 'POST', PATH, { info: ann });
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

it('POST /contacts compares phone numbers only if no email address is given', async () => {
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

it('POST /contacts with allowDuplicates creates a second contact with the email address', async () => {
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
  expect([refused.status, errorCodeOf(refused.json)]).toEqual([status, code]);
});

it('POST /contacts ignores ids that the caller gives to new items', async () => {
  const { call } = openWix();
  const { json } = await call<ContactResponse>(APP, 'POST', PATH, {
    info: { emails: { items: [{ id: UNKNOWN_ID, email: 'a@example.com' }] } },
  });
  expect(json.contact.info.emails?.items[0]?.id).not.toBe(UNKNOWN_ID);
});

it.each([
  ['POST', PATH, { info: ann }],
  ['GET', `${PATH}/${UNKNOWN_ID}`, undefined],
  ['POST', `${PATH}/query`, {}],
  ['POST', `${PATH}/${UNKNOWN_ID}/merge`, {}],
])('%s %s refuses a visitor and a request without a token', async (method, path, body) => {
  const { call } = openWix();
  expect((await call(visitor(1), method, path, body)).status).toBe(403);
  expect((await call(undefined, method, path, body)).status).toBe(401);
});

it('GET /contacts/:id returns the requested fields with id and revision', async () => {
  const { call, runAsWix } = openWix();
  const { id } = await runAsWix((context) =>
    insertContact(context, { ...ann, company: 'Lee Ltd' }, { sourceType: 'ADMIN' }),
  );
  const get = async (query: string) =>
    (await call<ContactResponse>(APP, 'GET', `${PATH}/${id}?id=${id}${query}`)).json;
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

it('GET /contacts/:id returns 404 CONTACT_NOT_FOUND for an unknown id', async () => {
  const { call } = openWix();
  const { status, json } = await call(APP, 'GET', `${PATH}/${UNKNOWN_ID}`);
  expect([status, errorCodeOf(json)]).toEqual([404, 'CONTACT_NOT_FOUND']);
});
