import { expect, it } from 'vitest';
import { VELO_APP_ID } from '../../../emulator/wix/core/context.ts';
import type { AssumptionsInput } from '../../../emulator/wix/core/assumptions.ts';
import { startEmulator } from '../../support/emulator.ts';
import { UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function setup(assumptions: AssumptionsInput = {}) {
  const started = await startEmulator({ assumptions });
  const { send, session, requests } = started;
  const app = await session({ as: 'app' });
  return {
    ...started,
    app,
    /** Returns the identity that Wix reads from a token. */
    async identityOf(token: string) {
      await send('GET', '/members/v1/members/my', undefined, token);
      return (await requests()).at(-1)?.identity;
    },
    async openConversation(visitorId: string): Promise<void> {
      const body = { participantId: { anonymousVisitorId: visitorId } };
      expect((await send('POST', '/inbox/v2/conversations', body, app.token)).status).toBe(200);
    },
  };
}

it('POST /sessions opens a new visitor’s session each time', async () => {
  const { session, identityOf } = await setup();
  const first = await session({ as: 'visitor' });
  const second = await session({ as: 'visitor' });
  expect(Object.keys(first).toSorted()).toEqual(['id', 'token']);
  expect(first.id).toMatch(GUID);
  expect([second.id, second.token]).not.toContain(first.id);
  expect(await identityOf(first.token)).toEqual({ kind: 'visitor', id: first.id });
  expect((await session({ as: 'visitor', id: UNKNOWN_ID })).id).toBe(UNKNOWN_ID);
});

it('POST /sessions creates a member and a contact for a new e-mail', async () => {
  const { session, identityOf, events } = await setup();
  const mia = await session({ as: 'member', email: 'mia@example.com', name: 'Mia Van Moon' });
  const { id, contactId } = mia;
  expect([id, contactId]).toEqual([expect.stringMatching(GUID), expect.stringMatching(GUID)]);
  expect(await identityOf(mia.token)).toEqual({ kind: 'member', id, contactId, roles: [] });
  const again = await session({ as: 'member', email: 'MIA@example.com' });
  expect([again.id, again.contactId]).toEqual([id, contactId]);
  expect(again.token).not.toBe(mia.token);
  expect((await session({ as: 'member', id })).contactId).toBe(contactId);
  expect(await events()).toMatchObject([
    {
      name: 'contact-created',
      entityId: contactId,
      data: { info: { name: { first: 'Mia', last: 'Van Moon' } } },
    },
    { name: 'member-created', entityId: id, data: { loginEmail: 'mia@example.com' } },
  ]);
});

it('POST /sessions applies roles to the session, not to the member', async () => {
  const { session, identityOf } = await setup();
  const email = 'olga@example.com';
  const owner = await session({ as: 'member', email, roles: ['Admin'] });
  expect(await identityOf(owner.token)).toMatchObject({ kind: 'member', roles: ['Admin'] });
  const plain = await session({ as: 'member', email, roles: [] });
  expect(await identityOf(plain.token)).toMatchObject({ id: owner.id, roles: [] });
});

it('POST /sessions opens sessions of a Wix user and of an app', async () => {
  const { session, identityOf, app } = await setup();
  const user = await session({ as: 'user' });
  expect(await identityOf(user.token)).toEqual({ kind: 'user', id: user.id, preview: true });
  expect(await identityOf(app.token)).toEqual({ kind: 'app', id: VELO_APP_ID });
  expect((await session({ as: 'app', id: UNKNOWN_ID })).id).toBe(UNKNOWN_ID);
});

it('a log-in from a visitor’s session links the visitor to the member', async () => {
  const { session, identityOf, openConversation, events } = await setup();
  const visitor = await session({ as: 'visitor' });
  await openConversation(visitor.id);
  const member = await session({ as: 'member', email: 'mia@example.com', from: visitor.token });
  expect(await identityOf(member.token)).toMatchObject({ id: member.id, visitorId: visitor.id });
  const merged = (await events()).find(({ name }) => name === 'conversations-merged');
  expect(merged).toBeDefined();
  expect(await identityOf(visitor.token)).toEqual({ kind: 'visitor', id: visitor.id });
});

it('a log-in without `from` links no visitor to the member', async () => {
  const { session, openConversation, events } = await setup();
  const visitor = await session({ as: 'visitor' });
  await openConversation(visitor.id);
  await session({ as: 'member', email: 'mia@example.com' });
  expect((await events()).map(({ name }) => name)).toEqual(['contact-created', 'member-created']);
});

it.each([
  ['new', false],
  ['same', true],
] as const)(
  'a log-out opens a visitor’s session under the assumption `%s`',
  async (assumption, isSame) => {
    const { session } = await setup({ visitorAfterLogout: assumption });
    const visitor = await session({ as: 'visitor' });
    const member = await session({ as: 'member', email: 'mia@example.com', from: visitor.token });
    const after = await session({ as: 'visitor', from: member.token });
    expect(after.id === visitor.id).toBe(isSame);
    const direct = await session({ as: 'member', email: 'mia@example.com' });
    expect((await session({ as: 'visitor', from: direct.token })).id).not.toBe(visitor.id);
  },
);

it('an expired session returns 401', async () => {
  const { session, send } = await setup();
  for (const expiresIn of [0, -1]) {
    const { token } = await session({ as: 'app', expiresIn });
    expect((await send('GET', '/members/v1/members/my', undefined, token)).status).toBe(401);
  }
});

it.each([
  ['as', {}],
  ['as', { as: 'owner' }],
  ['as', { as: null }],
  ['id', { as: 'visitor', id: 'abc' }],
  ['id', { as: 'member', id: UNKNOWN_ID }],
  ['email', { as: 'member' }],
  ['email', { as: 'member', email: 'not-an-email' }],
  ['email', { as: 'member', email: `${'a'.repeat(320)}@example.com` }],
  ['email', { as: 'member', email: null }],
  ['name', { as: 'member', email: 'a@example.com', name: 'x'.repeat(101) }],
  ['roles.0', { as: 'member', email: 'a@example.com', roles: ['Editor'] }],
  ['from', { as: 'member', email: 'a@example.com', from: 'unknown' }],
  ['from', { as: 'member', email: 'a@example.com', from: 7 }],
  ['expiresIn', { as: 'app', expiresIn: 1e300 }],
  ['expiresIn', { as: 'app', expiresIn: 1.5 }],
  ['expiresIn', { as: 'app', expiresIn: 'soon' }],
  ['password', { as: 'member', email: 'a@example.com', password: 'x' }],
])('POST /sessions returns 400 and names the invalid field %s (%#)', async (field, body) => {
  const { send, events } = await setup();
  const { status, json } = await send('POST', '/_emulator/sessions', body);
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain(`{"error":"${field}: `);
  expect(await events()).toEqual([]);
});

it('POST /sessions rejects an id and an e-mail of different members', async () => {
  const { send, session } = await setup();
  const mia = await session({ as: 'member', email: 'mia@example.com' });
  await session({ as: 'member', email: 'tom@example.com' });
  for (const email of ['tom@example.com', 'new@example.com']) {
    const body = { as: 'member', email, id: mia.id };
    const { status, json } = await send('POST', '/_emulator/sessions', body);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain('{"error":"id: ');
  }
  const created = await session({ as: 'member', email: 'new@example.com', id: UNKNOWN_ID });
  expect(created.id).toBe(UNKNOWN_ID);
});
