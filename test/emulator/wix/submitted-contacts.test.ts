import { expect, it } from 'vitest';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { getContactIdOfVisitor, insertContact } from '../../../emulator/wix/contacts/contacts.ts';
import { readContact } from '../../../emulator/wix/contacts/contact-store.ts';
import { insertMember } from '../../../emulator/wix/members/members.ts';
import type { AssumptionsInput } from '../../../emulator/wix/core/assumptions.ts';
import {
  APP,
  errorCodeOf,
  UNKNOWN_ID,
  openWix,
  visitor,
} from '../../support/emulator/wix/open-wix.ts';

interface SubmissionResponse {
  readonly contactId: string;
  readonly identityType: string;
  readonly newContact: boolean;
}

async function setup(assumptions: AssumptionsInput = {}) {
  const opened = openWix(assumptions);
  const { known, member } = await opened.runAsWix((context) => ({
    known: insertContact(context, email('known@example.com'), { sourceType: 'ADMIN' }),
    member: insertMember(context, { email: 'member@example.com', firstName: 'Mia' }),
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
      opened.call<SubmissionResponse>(identity, 'POST', '/contacts/v4/contact-submit', body),
    contact: (id: string) => opened.runAsWix((context) => readContact(context, id)),
    associatedContact: (identity: Identity) =>
      opened.runAsWix((context) => getContactIdOfVisitor(context, identity.id)),
  };
}

function email(address: string) {
  return { emails: { items: [{ email: address }] } };
}

it('creates a contact for an unknown email address and associates the visitor with it', async () => {
  const { submit, contact, associatedContact, events } = await setup();
  const { status, json } = await submit(visitor(1), {
    info: { name: { first: 'Ann' }, ...email('ann@example.com') },
  });
  expect(status).toBe(200);
  expect(json).toEqual({ contactId: json.contactId, identityType: 'CONTACT', newContact: true });
  expect(await contact(json.contactId)).toMatchObject({
    revision: 1,
    primaryInfo: { email: 'ann@example.com' },
  });
  expect(await associatedContact(visitor(1))).toBe(json.contactId);
  expect((await events()).at(-1)).toMatchObject({
    name: 'contact-created',
    entityId: json.contactId,
  });
});

it('finds a contact by email address, ignoring case, appends to it and associates the visitor', async () => {
  const { submit, contact, known, associatedContact, events } = await setup();
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
  expect(await associatedContact(visitor(1))).toBe(known.id);
  expect((await events()).at(-1)).toMatchObject({ name: 'contact-updated', entityId: known.id });
});

it('overwrites nothing, and creates no revision if nothing is added', async () => {
  const { submit, contact, known } = await setup();
  await submit(visitor(1), { info: { name: { first: 'Ken' }, ...email('known@example.com') } });
  await submit(visitor(2), { info: { name: { first: 'Eve' }, ...email('known@example.com') } });
  expect(await contact(known.id)).toMatchObject({ revision: 2, info: { name: { first: 'Ken' } } });
});

it('finds a contact by phone number if no email address matches', async () => {
  const { submit, runAsWix } = await setup();
  const { id } = await runAsWix((context) =>
    insertContact(context, { phones: { items: [{ phone: '054-123' }] } }, { sourceType: 'ADMIN' }),
  );
  const { json } = await submit(visitor(1), {
    info: { ...email('ann@example.com'), phones: { items: [{ phone: '054 123' }] } },
  });
  expect(json).toEqual({ contactId: id, identityType: 'CONTACT', newContact: false });
});

it('uses the contact of the session before it creates a new one', async () => {
  const { submit } = await setup();
  const first = await submit(visitor(1), { info: email('ann@example.com') });
  const second = await submit(visitor(1), { info: email('other@example.com') });
  const third = await submit(visitor(1), {});
  expect([second.json, third.json]).toEqual(
    [first.json, first.json].map((answer) => ({ ...answer, newContact: false })),
  );
});

it('associates a visitor with another contact when they submit its email address', async () => {
  const { submit, known, associatedContact } = await setup();
  await submit(visitor(1), { info: email('ann@example.com') });
  await submit(visitor(1), { info: email('known@example.com') });
  expect(await associatedContact(visitor(1))).toBe(known.id);
});

it('appends to the logged-in member’s contact, whatever the email address', async () => {
  const { submit, asMember, member, contact, known } = await setup();
  const { json } = await submit(asMember, { info: email('known@example.com') });
  expect(json).toEqual({ contactId: member.contactId, identityType: 'MEMBER', newContact: false });
  expect((await contact(member.contactId))?.info.emails?.items).toHaveLength(2);
  expect(await contact(known.id)).toMatchObject({ revision: 1 });
});

it.each([
  ['not-associated', undefined],
  ['associated', 'associated'],
] as const)(
  'does not change the contact of a member who is not logged in (%s)',
  async (notAuthenticatedMember, association) => {
    const { submit, member, contact, associatedContact, events } = await setup({
      notAuthenticatedMember,
    });
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
    expect(await associatedContact(visitor(1))).toBe(association && member.contactId);
  },
);

it('finds contacts for an app, but associates no visitor', async () => {
  const { submit, known, wix } = await setup();
  const { json } = await submit(APP, { info: email('known@example.com') });
  expect(json.contactId).toBe(known.id);
  expect(wix.database.all('select * from visitor_contacts')).toEqual([]);
});

it('accepts a contact id only from an app', async () => {
  const { submit, known } = await setup();
  const body = { contactId: known.id, info: { company: 'Acme' } };
  expect((await submit(APP, body)).json).toEqual({
    contactId: known.id,
    identityType: 'CONTACT',
    newContact: false,
  });
  const refused = await submit(visitor(1), body);
  expect([refused.status, errorCodeOf(refused.json)]).toEqual([403, 'INSUFFICIENT_PERMISSION']);
  const unknown = await submit(APP, { contactId: UNKNOWN_ID });
  expect([unknown.status, errorCodeOf(unknown.json)]).toEqual([404, 'CONTACT_NOT_FOUND']);
});

it.each([
  [{}, 'INSUFFICIENT_CONTACT_DATA'],
  [{ info: { company: 'Acme' } }, 'INSUFFICIENT_CONTACT_DATA'],
  // A call without the `info` wrapper: the package sends an empty request.
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
])('refuses %j with 400 %s and creates no contact', async (body, code) => {
  const { submit, wix } = await setup();
  const count = () => wix.database.all('select id from contacts').length;
  const before = count();
  const { status, json } = await submit(visitor(1), body);
  expect([status, errorCodeOf(json), count()]).toEqual([400, code, before]);
});

it('a merge associates the visitors of a source with the target', async () => {
  const { submit, call, known, associatedContact } = await setup();
  const { json } = await submit(visitor(1), { info: email('ann@example.com') });
  await call(APP, 'POST', `/contacts/v4/contacts/${known.id}/merge`, {
    targetContactRevision: 1,
    sourceContactIds: [json.contactId],
  });
  expect(await associatedContact(visitor(1))).toBe(known.id);
});
