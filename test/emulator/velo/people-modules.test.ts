// The older backend modules of contacts, members, emails, chat and media: they call what the packages call.
import { afterAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';
import { WEB_METHODS } from '../../support/emulator.ts';

const NORA = '1b0f6c1e-3b7a-4c52-9f5e-8a2d6b1c4e01';
const emulator = await createEmulator({ site: 'test/sites/older-backend' });
await emulator.listen();
afterAll(() => emulator.close());

async function send(method: string, path: string, body?: unknown, token = ''): Promise<unknown> {
  const response = await emulator.fetch(path, {
    method,
    headers: { authorization: token, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

async function openSession(session: object): Promise<string> {
  const opened = await send('POST', '/_emulator/sessions', session);
  return v.parse(v.object({ token: v.string() }), opened).token;
}
const visitor = await openSession({ as: 'visitor' });
const member = await openSession({ as: 'member', id: NORA });
const owner = await openSession({ as: 'member', email: 'owner@example.com' });

const Answer = v.object({ result: v.optional(v.unknown()), exception: v.optional(v.boolean()) });

/** Calls a function of `backend/people.jsw`. Returns its result, or the code and the message of its error. */
async function callAs(token: string, method: string, ...args: readonly unknown[]) {
  const answer = await send('POST', `${WEB_METHODS}/people.jsw/${method}.ajax`, args, token);
  const { result, exception } = v.parse(Answer, answer);
  if (exception !== true) return result;
  const { code = '', message } = v.parse(
    v.object({ code: v.optional(v.string()), message: v.string() }),
    result,
  );
  return `${code}: ${message}`;
}
const call = (method: string, ...args: readonly unknown[]) => callAs(visitor, method, ...args);
const SITE = { suppressAuth: true };

async function createContact(email: string): Promise<string> {
  const created = await call(
    'createContact',
    { name: { first: 'Ada' }, emails: [{ email }] },
    SITE,
  );
  return v.parse(v.object({ _id: v.string() }), created)._id;
}

async function outbox(): Promise<readonly Record<string, unknown>[]> {
  const { emails } = v.parse(
    v.object({ emails: v.array(v.record(v.string(), v.unknown())) }),
    await send('GET', '/_emulator/outbox'),
  );
  return emails;
}

it('creates contacts with plain lists, with the permissions that the call asks for', async () => {
  const info = {
    name: { first: 'Ada' },
    emails: [{ email: 'ada@example.com', tag: 'WORK' }],
    phones: [{ phone: '+49 30 1' }],
  };
  expect(await call('createContact', info)).toMatch(/PERMISSION_DENIED|403/);
  const created = await call('createContact', info, SITE);
  expect(created).toMatchObject({ info: { emails: [{ email: 'ada@example.com', tag: 'WORK' }] } });
  expect(await call('findContacts', 'ada@example.com')).toMatchObject({
    length: 1,
    emails: [[{ email: 'ada@example.com' }]],
  });
});

it('changes and labels a contact', async () => {
  const id = await createContact('bea@example.com');
  expect(await call('changeContact', id, { jobTitle: 'Potter' })).toMatchObject({
    info: { jobTitle: 'Potter', emails: [{ email: 'bea@example.com' }] },
  });
  expect(await call('labelContact', id)).toMatchObject({ newLabel: true, name: 'Potters' });
  expect(await call('getContact', id)).toMatchObject({ info: { labelKeys: ['custom.potters'] } });
});

it('appends to the contact of the session', async () => {
  expect(await call('appendContact', { emails: [{ email: 'ines@example.com' }] })).toMatchObject({
    identityType: 'CONTACT',
  });
});

it('has the deprecated functions of contacts, all on one level', async () => {
  const other = await openSession({ as: 'visitor' });
  expect(await callAs(other, 'olderContact')).toMatchObject({
    firstName: 'Ole',
    emails: ['ola@example.com'],
    phones: ['+49 30 1'],
  });
});

it('puts triggered emails into the outbox', async () => {
  const id = await createContact('cora@example.com');
  expect(
    await call('emailContact', 'offer', id, { variables: { title: 'A bowl' } }),
  ).toBeUndefined();
  await call('emailUser', NORA);
  expect((await outbox()).slice(-2)).toMatchObject([
    {
      emailId: 'offer',
      to: 'cora@example.com',
      contactId: id,
      variables: { title: 'A bowl' },
      isSent: true,
    },
    { emailId: 'welcome', to: 'nora@example.com', memberId: NORA, variables: { a: 'b' } },
  ]);
});

it.each([
  ['an unknown contact', ['offer', NORA], /CONTACT_NOT_FOUND: contactId: there is no contact/],
  ['a variable that is no text', ['offer', NORA, { variables: { a: 1 } }], /variables.a/],
  ['no id of an email', ['', NORA], /emailId/],
])('refuses a triggered email with %s', async (_, args, message) => {
  const count = (await outbox()).length;
  expect(await call('emailContact', ...args)).toMatch(message);
  expect(await outbox()).toHaveLength(count);
});

it('lets pages send a triggered email only to their own visitor or member', async () => {
  const id = await createContact('dora@example.com');
  const post = (token: string, body: object) =>
    send('POST', '/emulated-triggered-emails/v1/send', { emailId: 'offer', ...body }, token);
  expect(await post(visitor, { contactId: id })).toMatchObject({
    details: { applicationError: { code: 'PERMISSION_DENIED' } },
  });
  expect(await post(owner, { memberId: NORA })).toMatchObject({
    details: { applicationError: { code: 'PERMISSION_DENIED' } },
  });
  expect(await post(member, { memberId: NORA })).toEqual({});
});

it.each([
  [
    'a visitor',
    visitor,
    { loggedIn: false, role: 'Visitor', roles: [], email: 'The current user is not logged in.' },
  ],
  [
    'a member',
    member,
    {
      loggedIn: true,
      role: 'Member',
      roles: [],
      email: 'nora@example.com',
      member: 'nora@example.com',
    },
  ],
  [
    'the owner',
    owner,
    {
      loggedIn: true,
      role: 'Admin',
      roles: [{ title: 'Admin' }],
      email: 'owner@example.com',
      member: 'owner@example.com',
    },
  ],
])('knows the current user: %s', async (_, token, expected) => {
  expect(await callAs(token, 'who')).toEqual({ hasId: true, ...expected });
});

it('queries, reads and blocks members', async () => {
  expect(await call('listMembers', SITE)).toEqual([['nora@example.com', 'APPROVED']]);
  expect(await call('getUser', NORA)).toMatchObject({
    id: NORA,
    loginEmail: 'nora@example.com',
    firstName: 'Nora',
  });
  await call('block', 'owner@example.com');
  expect(await call('block', 'unknown@example.com')).toContain(
    'There is no member with the address',
  );
});

it('sends chat messages to a conversation of Inbox', async () => {
  const id = await createContact('fay@example.com');
  expect(await call('chat', id)).toEqual([
    ['Hi', 'PARTICIPANT_TO_BUSINESS'],
    ['Hello', 'BUSINESS_TO_PARTICIPANT'],
  ]);
});

it('has the methods of the packages in the modules of version 2', async () => {
  const id = await createContact('gil@example.com');
  expect(await call('newerModules', id, NORA)).toEqual(['gil@example.com', 'nora@example.com']);
});

it('uploads a file and returns its address', async () => {
  const file = await call('upload', 'A note.');
  expect(file).toMatchObject({
    originalFileName: 'note.txt',
    sizeInBytes: 7,
    mediaType: 'document',
  });
  const { url } = v.parse(v.object({ url: v.string() }), file);
  expect(url).toMatch(/local_\w+\.txt/);
});

it.each([
  [
    'notify',
    'NOT_EMULATED: notify of wix-crm-backend.notifications is not emulated. The emulator has nothing of it.',
  ],
  [
    'register',
    'NOT_EMULATED: register of wix-users-backend is not emulated. The emulator has currentUser, emailUser, approveByEmail, blockByEmail, getUser, deleteUser, roles, badges.',
  ],
  [
    'listFiles',
    'NOT_EMULATED: listFiles of wix-media-backend.mediaManager is not emulated. The emulator has getUploadUrl, upload, getFileInfo, getFileUrl, getDownloadUrl.',
  ],
])('refuses %s by name', async (method, message) => {
  expect(await call(method)).toBe(message);
});

it('loads modules of routers', async () => {
  expect(await call('route')).toEqual({ status: 200, page: 'home', data: { a: 1 } });
});
