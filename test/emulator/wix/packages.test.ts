import { contacts, submittedContact } from '@wix/crm';
import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../emulator/backend/request-context.ts';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { insertMember } from '../../../emulator/wix/members/members.ts';
import { issueToken } from '../../../emulator/wix/oauth/tokens.ts';
import { APP, openWix, visitor } from '../../support/emulator/wix/open-wix.ts';

// Wix's own packages over the emulated responses: renamed fields, dates, query builders, errors.

const createContact = auth.elevate(contacts.createContact);
const getContact = auth.elevate(contacts.getContact);
const mergeContacts = auth.elevate(contacts.mergeContacts);
const queryContacts = auth.elevate(contacts.queryContacts);
const queryMembers = auth.elevate(members.queryMembers);
const getMember = auth.elevate(members.getMember);

async function setup() {
  const opened = openWix();
  onTestFinished(installContexts());
  const token = (identity: Identity) =>
    opened.runAsWix((context) => issueToken(context, identity).token);
  const elevatedToken = await token(APP);
  const as = async <T>(identity: Identity, work: () => Promise<T>): Promise<T> => {
    const session = {
      token: await token(identity),
      elevatedToken,
      handleRequest: opened.wix.handleRequest,
    };
    return runInContext(session, work);
  };
  return { ...opened, as };
}

function info(email: string, first = 'Ann') {
  return { name: { first }, emails: { items: [{ email }] } };
}

it('creates, reads and merges contacts through @wix/crm', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const { contact: target } = await createContact(info('ann@example.com'));
    const { contact: source } = await createContact(info('bob@example.com'));
    expect(target?._createdDate).toBeInstanceOf(Date);
    const merged = await mergeContacts(target?._id ?? '', target?.revision ?? 0, {
      sourceContactIds: [source?._id ?? ''],
    });
    expect(merged.contact).toMatchObject({ _id: target?._id, revision: 2 });
    const read = await getContact(source?._id ?? '', { fieldsets: ['BASIC'] });
    expect(read).toMatchObject({ _id: target?._id, primaryInfo: { email: 'ann@example.com' } });
  });
});

it('queries contacts page by page through the query builder of @wix/crm', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    for (const first of ['Ann', 'Anna', 'Bob']) {
      await createContact(info(`${first}@example.com`, first));
    }
    const query = queryContacts()
      .startsWith('info.name.first', 'Ann')
      .ascending('info.name.first')
      .limit(1);
    const page = await query.find();
    expect([
      page.items.map((item) => item.info?.name?.first),
      page.totalCount,
      page.hasNext(),
    ]).toEqual([['Ann'], 2, true]);
    expect((await page.next()).items.map((item) => item.info?.name?.first)).toEqual(['Anna']);
    const [{ _id: id = '' } = {}] = page.items;
    expect((await queryContacts().eq('_id', id).find()).items).toHaveLength(1);
    expect(
      (await queryContacts().in('primaryInfo.email', ['bob@example.com']).find()).items,
    ).toHaveLength(1);
    expect((await queryContacts().lt('_createdDate', new Date(0)).find()).items).toEqual([]);
  });
});

it('a refused request throws the error of Wix’s SDK', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const { contact } = await createContact(info('ann@example.com'));
    await expect(createContact(info('ann@example.com'))).rejects.toMatchObject({
      status: 409,
      details: {
        applicationError: {
          code: 'DUPLICATE_CONTACT_EXISTS',
          data: { duplicateContactId: contact?._id },
        },
      },
    });
    await expect(createContact(info('a'.repeat(321)))).rejects.toMatchObject({
      status: 400,
      details: {
        validationError: {
          fieldViolations: [{ field: 'info.emails.items[0].email', violatedRule: 'MAX_LENGTH' }],
        },
      },
    });
    await expect(contacts.createContact(info('bob@example.com'))).rejects.toMatchObject({
      status: 403,
    });
  });
});

it('a visitor’s second form finds their contact through @wix/crm', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const first = await submittedContact.appendOrCreateContact({ info: info('ann@example.com') });
    expect(first).toMatchObject({ identityType: 'CONTACT', newContact: true });
    const second = await submittedContact.appendOrCreateContact({ info: info('ann@example.com') });
    expect(second).toMatchObject({ contactId: first.contactId, newContact: false });
  });
});

it('finds members through @wix/members', async () => {
  const { as, runAsWix } = await setup();
  const ann = await runAsWix((context) =>
    insertMember(context, { email: 'ann@example.com', firstName: 'Ann' }),
  );
  const asAnn: Identity = { kind: 'member', id: ann.id, contactId: ann.contactId, roles: [] };
  await as(asAnn, async () => {
    const { member } = await members.getCurrentMember({ fieldsets: ['FULL'] });
    expect(member).toMatchObject({
      _id: ann.id,
      loginEmail: 'ann@example.com',
      contact: { firstName: 'Ann' },
    });
    expect(member?._createdDate).toBeInstanceOf(Date);
    expect(await getMember(ann.id)).toMatchObject({ _id: ann.id, profile: { slug: 'ann' } });
    const found = await queryMembers().eq('loginEmail', 'ann@example.com').find();
    expect([found.items.map(({ _id }) => _id), found.totalCount, found.hasNext()]).toEqual([
      [ann.id],
      1,
      false,
    ]);
    expect((await queryMembers().eq('contactId', ann.contactId).find()).items).toHaveLength(1);
  });
  await as(visitor(1), () =>
    expect(members.getCurrentMember()).rejects.toMatchObject({ status: 404 }),
  );
});
