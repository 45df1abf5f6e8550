import { expect, it } from 'vitest';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { contactOfVisitor, insertContact } from '../../../emulator/wix/contacts/contacts.ts';
import { readContact } from '../../../emulator/wix/contacts/contact-store.ts';
import { insertMember } from '../../../emulator/wix/members/members.ts';
import type { AssumptionsInput } from '../../../emulator/wix/core/assumptions.ts';
import { APP, codeOf, NOBODY, openWix, visitor } from './open-wix.ts';

interface Answer {
  readonly contactId: string;
  readonly identityType: string;
  readonly newContact: boolean;
}

async function setup(readings: AssumptionsInput = {}) {
  const opened = openWix(readings);
  const { known, member } = await opened.act((inside) => ({
    known: insertContact(inside, email('known@example.com'), { sourceType: 'ADMIN' }),
    member: insertMember(inside, { email: 'member@example.com', firstName: 'Mia' }),
  }));
  const asMember: Identity = {
    kind: 'member',
    id: member.id,
    contactId: member.contactId,
    roles: [],
  };
  return {
    ...opened,
    known,
    member,
    asMember,
    submit: (identity: Identity, body: object) =>
      opened.call<Answer>(identity, 'POST', '/contacts/v4/contact-submit', body),
    contact: (id: string) => opened.act((inside) => readContact(inside, id)),
    tiedTo: (identity: Identity) => opened.act((inside) => contactOfVisitor(inside, identity.id)),
  };
}

function email(address: string) {
  return { emails: { items: [{ email: address }] } };
}

it('makes a contact for an unknown address and ties the visitor to it', async () => {
  const { submit, contact, tiedTo, events } = await setup();
  const { status, json } = await submit(visitor(1), {
    info: { name: { first: 'Ann' }, ...email('ann@example.com') },
  });
  expect(status).toBe(200);
  expect(json).toEqual({ contactId: json.contactId, identityType: 'CONTACT', newContact: true });
  expect(await contact(json.contactId)).toMatchObject({
    revision: 1,
    primaryInfo: { email: 'ann@example.com' },
  });
  expect(await tiedTo(visitor(1))).toBe(json.contactId);
  expect((await events()).at(-1)).toMatchObject({
    name: 'contact-created',
    entityId: json.contactId,
  });
});

it('finds a contact by address, whatever its case, appends to it and ties the visitor to it', async () => {
  const { submit, contact, known, tiedTo, events } = await setup();
  const info = {
    name: { first: 'Ken' },
    company: 'Acme',
    emails: { items: [{ email: 'KNOWN@example.com' }, { email: 'new@example.com' }] },
  };
  const { json } = await submit(visitor(1), { info });
  expect(json).toEqual({ contactId: known.id, identityType: 'CONTACT', newContact: false });
  const appended = await contact(known.id);
  expect(appended).toMatchObject({
    revision: 2,
    info: { name: { first: 'Ken' }, company: 'Acme' },
    primaryInfo: { email: 'known@example.com' },
  });
  expect(appended?.info.emails?.items?.map((item) => item.email)).toEqual([
    'known@example.com',
    'new@example.com',
  ]);
  expect(await tiedTo(visitor(1))).toBe(known.id);
  expect((await events()).at(-1)).toMatchObject({ name: 'contact-updated', entityId: known.id });
});

it('overwrites nothing, and makes no revision where nothing is added', async () => {
  const { submit, contact, known } = await setup();
  await submit(visitor(1), { info: { name: { first: 'Ken' }, ...email('known@example.com') } });
  await submit(visitor(2), { info: { name: { first: 'Eve' }, ...email('known@example.com') } });
  expect(await contact(known.id)).toMatchObject({ revision: 2, info: { name: { first: 'Ken' } } });
});

it('finds a contact by telephone number where no address matches', async () => {
  const { submit, act } = await setup();
  const { id } = await act((inside) =>
    insertContact(inside, { phones: { items: [{ phone: '054-123' }] } }, { sourceType: 'ADMIN' }),
  );
  const { json } = await submit(visitor(1), {
    info: { ...email('ann@example.com'), phones: { items: [{ phone: '054 123' }] } },
  });
  expect(json).toEqual({ contactId: id, identityType: 'CONTACT', newContact: false });
});

it('takes the contact of the session before it makes a new one', async () => {
  const { submit } = await setup();
  const first = await submit(visitor(1), { info: email('ann@example.com') });
  const second = await submit(visitor(1), { info: email('other@example.com') });
  const third = await submit(visitor(1), {});
  expect([second.json, third.json]).toEqual(
    [first.json, first.json].map((answer) => ({ ...answer, newContact: false })),
  );
});

it('ties a visitor to another contact when the address is that one’s', async () => {
  const { submit, known, tiedTo } = await setup();
  await submit(visitor(1), { info: email('ann@example.com') });
  await submit(visitor(1), { info: email('known@example.com') });
  expect(await tiedTo(visitor(1))).toBe(known.id);
});

it('appends to the logged-in member’s contact, whatever the address', async () => {
  const { submit, asMember, member, contact, known } = await setup();
  const { json } = await submit(asMember, { info: email('known@example.com') });
  expect(json).toEqual({ contactId: member.contactId, identityType: 'MEMBER', newContact: false });
  expect((await contact(member.contactId))?.info.emails?.items).toHaveLength(2);
  expect(await contact(known.id)).toMatchObject({ revision: 1 });
});

it.each([
  ['not-associated', undefined],
  ['associated', 'tied'],
] as const)(
  'leaves the contact of a member who is not logged in as it is (%s)',
  async (notAuthenticatedMember, tied) => {
    const { submit, member, contact, tiedTo, events } = await setup({ notAuthenticatedMember });
    const before = { contact: await contact(member.contactId), events: await events() };
    const { json } = await submit(visitor(1), {
      info: { company: 'Acme', ...email('member@example.com') },
    });
    expect(json).toEqual({
      contactId: member.contactId,
      identityType: 'NOT_AUTHENTICATED_MEMBER',
      newContact: false,
    });
    expect({ contact: await contact(member.contactId), events: await events() }).toEqual(before);
    expect(await tiedTo(visitor(1))).toBe(tied && member.contactId);
  },
);

it('finds contacts for an app too, but ties nobody to them', async () => {
  const { submit, known, wix } = await setup();
  const { json } = await submit(APP, { info: email('known@example.com') });
  expect(json.contactId).toBe(known.id);
  expect(wix.database.all('select * from visitor_contacts')).toEqual([]);
});

it('takes a contact’s id from an app only', async () => {
  const { submit, known } = await setup();
  const body = { contactId: known.id, info: { company: 'Acme' } };
  expect((await submit(APP, body)).json).toEqual({
    contactId: known.id,
    identityType: 'CONTACT',
    newContact: false,
  });
  const refused = await submit(visitor(1), body);
  expect([refused.status, codeOf(refused.json)]).toEqual([403, 'INSUFFICIENT_PERMISSION']);
  const unknown = await submit(APP, { contactId: NOBODY });
  expect([unknown.status, codeOf(unknown.json)]).toEqual([404, 'CONTACT_NOT_FOUND']);
});

it.each([
  [{}, 'INSUFFICIENT_CONTACT_DATA'],
  [{ info: { company: 'Acme' } }, 'INSUFFICIENT_CONTACT_DATA'],
  // What a call without the `info` wrapper sends: the package leaves the rest out.
  [{ name: { first: 'Ann' } }, 'INSUFFICIENT_CONTACT_DATA'],
  [
    {
      info: {
        emails: {
          items: [
            { email: 'a@b.com', primary: true },
            { email: 'c@d.com', primary: true },
          ],
        },
      },
    },
    'CANNOT_HAVE_MULTIPLE_PRIMARY_INFO',
  ],
])('refuses %j with 400 %s and makes nothing', async (body, code) => {
  const { submit, wix } = await setup();
  const count = () => wix.database.all('select id from contacts').length;
  const before = count();
  const { status, json } = await submit(visitor(1), body);
  expect([status, codeOf(json), count()]).toEqual([400, code, before]);
});

it('visitors follow their contact into a merge', async () => {
  const { submit, call, known, tiedTo } = await setup();
  const { json } = await submit(visitor(1), { info: email('ann@example.com') });
  await call(APP, 'POST', `/contacts/v4/contacts/${known.id}/merge`, {
    targetContactRevision: 1,
    sourceContactIds: [json.contactId],
  });
  expect(await tiedTo(visitor(1))).toBe(known.id);
});
