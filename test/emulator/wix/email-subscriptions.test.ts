import { contacts } from '@wix/crm';
import { emailSubscriptions } from '@wix/email-subscriptions';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { codeThrownBy, openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { APP, visitor } from '../../support/emulator/wix/open-wix.ts';

const createContact = auth.elevate(contacts.createContact);
const getContact = auth.elevate(contacts.getContact);
const updateContact = auth.elevate(contacts.updateContact);
const upsert = auth.elevate(emailSubscriptions.upsertEmailSubscription);
const bulkUpsert = auth.elevate(emailSubscriptions.bulkUpsertEmailSubscription);
const query = auth.elevate(emailSubscriptions.queryEmailSubscriptions);
const generateUnsubscribeLink = auth.elevate(emailSubscriptions.generateUnsubscribeLink);

async function inside<T>(work: () => Promise<T>): Promise<T> {
  const { as } = await openForPackages();
  return as(visitor(1), work);
}

it('creates a subscription, then updates it; what is not given stays', async () => {
  await inside(async () => {
    const email = 'ann@example.com';
    const { subscription: created } = await upsert({
      subscription: { email, subscriptionStatus: 'SUBSCRIBED', deliverabilityStatus: 'VALID' },
    });
    expect(created).toMatchObject({
      email,
      subscriptionStatus: 'SUBSCRIBED',
      deliverabilityStatus: 'VALID',
    });
    expect(created?._id).toMatch(/^[\da-f-]{36}$/);
    expect(created?._createdDate).toBeInstanceOf(Date);
    const { subscription: updated } = await upsert({
      subscription: { email: 'ANN@example.com', subscriptionStatus: 'UNSUBSCRIBED' },
    });
    expect(updated).toMatchObject({
      _id: created?._id,
      email,
      subscriptionStatus: 'UNSUBSCRIBED',
      deliverabilityStatus: 'VALID',
    });
  });
});

it('shows the statuses on the contact whose primary address it is, before and after it exists', async () => {
  await inside(async () => {
    const email = 'ann@example.com';
    const { contact } = await createContact({ emails: { items: [{ email }] } });
    const id = contact?._id ?? '';
    expect(contact?.primaryEmail?.subscriptionStatus).toBe('NOT_SET');
    await upsert({ subscription: { email, subscriptionStatus: 'SUBSCRIBED' } });
    const read = await getContact(id);
    expect([read.revision, read.primaryEmail?.subscriptionStatus]).toEqual([1, 'SUBSCRIBED']);

    await upsert({ subscription: { email: 'new@example.com', subscriptionStatus: 'PENDING' } });
    const emails = { items: [{ email: 'new@example.com', primary: true }, { email }] };
    const { contact: updated } = await updateContact(id, { emails }, 1);
    expect(updated?.primaryEmail).toMatchObject({
      email: 'new@example.com',
      subscriptionStatus: 'PENDING',
    });
    // The status of an address that is not the primary one does not show.
    await upsert({ subscription: { email, subscriptionStatus: 'UNSUBSCRIBED' } });
    expect((await getContact(id)).primaryEmail?.subscriptionStatus).toBe('PENDING');
  });
});

it('upserts many, and reports those that failed', async () => {
  await inside(async () => {
    const { results, metadata } = await bulkUpsert([
      { email: 'ann@example.com', subscriptionStatus: 'SUBSCRIBED' },
      { subscriptionStatus: 'SUBSCRIBED' },
    ]);
    expect(metadata).toEqual({ totalSuccess: 1, totalFailure: 1 });
    expect(results).toMatchObject([
      { originalIndex: 0, emailSubscription: { email: 'ann@example.com' } },
      { originalIndex: 1, error: { errorCode: 'INVALID_ARGUMENT' } },
    ]);
  });
});

it('finds the subscriptions of email addresses, page by page', async () => {
  await inside(async () => {
    const emails = ['ann@example.com', 'bob@example.com', 'cleo@example.com'];
    await bulkUpsert(emails.map((email) => ({ email })));
    const filter = { email: { $in: ['BOB@example.com', 'none@example.com', 'ann@example.com'] } };
    const { subscriptions, metadata } = await query(filter, { paging: { limit: 1, offset: 1 } });
    expect(subscriptions?.map(({ email }) => email)).toEqual(['ann@example.com']);
    expect(metadata).toEqual({ count: 1, offset: 1, total: 2, tooManyToCount: false });
  });
});

it.each([
  [{ email: 'ann@example.com' }, {}],
  [{ email: { $eq: 'ann@example.com' } }, {}],
  [{ email: { $in: [1] } }, {}],
  [{ email: { $in: [] }, subscriptionStatus: 'SUBSCRIBED' }, {}],
  [{ email: { $in: [] } }, { limit: 101 }],
  [{ email: { $in: [] } }, { offset: -1 }],
])('refuses the query %j with %j', async (filter, paging) => {
  await inside(async () => {
    await expect(query(filter, { paging })).rejects.toMatchObject({
      status: 400,
      details: { validationError: { fieldViolations: [{ violatedRule: 'VALIDATION' }] } },
    });
  });
});

it('refuses an address that is none, visitors, and unsubscribe links, which are not emulated', async () => {
  await inside(async () => {
    await expect(upsert({ subscription: { email: 'ann' } })).rejects.toMatchObject({ status: 400 });
    const subscription = { email: 'ann@example.com' };
    await expect(
      emailSubscriptions.upsertEmailSubscription({ subscription }),
    ).rejects.toMatchObject({ status: 403 });
    const code = await codeThrownBy(() => generateUnsubscribeLink('ann@example.com'));
    expect(code).toBe('NOT_EMULATED');
  });
});

it('REST: POST /email-marketing/v1/email-subscriptions', async () => {
  const { call } = await openForPackages();
  const body = { subscription: { email: 'ann@example.com', subscriptionStatus: 'UNKNOWN' } };
  const path = '/email-marketing/v1/email-subscriptions';
  expect(await call(APP, 'POST', path, body)).toMatchObject({
    status: 200,
    json: { subscription: { subscriptionStatus: 'NOT_SET' } },
  });
});
