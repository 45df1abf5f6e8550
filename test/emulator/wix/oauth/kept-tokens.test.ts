// Tokens and Inbox's settings are kept in memory. Every change of them holds for the next request.
import { expect, it } from 'vitest';
import { startEmulator } from '../../../support/emulator.ts';
import { temporaryFolder } from '../../../support/emulator/site/temporary-site.ts';

const FOUR_HOURS = 4 * 3_600_000;

async function setup(options: Parameters<typeof startEmulator>[0] = {}) {
  const started = await startEmulator(options);
  const { control, send } = started;
  const statusOf = async ({ token }: { readonly token: string }) =>
    (await send('GET', '/members/v1/members/my', undefined, token)).status;
  const member = await started.session({ as: 'member', email: 'mia@example.com' });
  expect(await statusOf(member)).toBe(200);
  return { ...started, member, statusOf, takeSnapshot: () => control<object>('GET', 'snapshot') };
}

it('a token is unknown after its member was deleted', async () => {
  const { send, session, member, statusOf } = await setup();
  const app = await session({ as: 'app' });
  expect(await statusOf(member)).toBe(200);
  const deleted = await send('DELETE', `/members/v1/members/${member.id}`, undefined, app.token);
  expect(deleted.status).toBe(200);
  expect(await statusOf(member)).toBe(401);
});

it('a token is unknown after a reset', async () => {
  const { control, member, statusOf } = await setup();
  await control('POST', 'reset');
  expect(await statusOf(member)).toBe(401);
});

it('a snapshot brings back its tokens, and no others', async () => {
  const { control, session, member, statusOf, takeSnapshot } = await setup();
  const snapshot = await takeSnapshot();
  const later = await session({ as: 'member', email: 'lea@example.com' });
  expect(await statusOf(later)).toBe(200);
  await control('POST', 'reset');
  expect(await statusOf(member)).toBe(401);
  await control('PUT', 'snapshot', snapshot);
  expect([await statusOf(member), await statusOf(later)]).toEqual([200, 401]);
});

it('a token expires by the clock, also when the clock is set back', async () => {
  const { control, member, statusOf } = await setup();
  await control('POST', 'clock/advance', { ms: FOUR_HOURS });
  expect(await statusOf(member)).toBe(401);
  await control('PUT', 'clock', { now: new Date().toISOString() });
  expect(await statusOf(member)).toBe(200);
});

it('the settings of Inbox are those of the snapshot that was restored', async () => {
  const seed = `${temporaryFolder({ 'seed.json': '{"site":{"inboxInstalled":false}}' })}/seed.json`;
  const without = await setup({ seed });
  const snapshot = await without.takeSnapshot();
  const { send, session, control } = await setup();
  const open = async () => {
    const { token } = await session({ as: 'app' });
    const participantId = { anonymousVisitorId: crypto.randomUUID() };
    return (await send('POST', '/inbox/v2/conversations', { participantId }, token)).status;
  };
  expect(await open()).toBe(200);
  await control('PUT', 'snapshot', snapshot);
  expect(await open()).toBe(404);
  await control('POST', 'reset');
  expect(await open()).toBe(200);
});
