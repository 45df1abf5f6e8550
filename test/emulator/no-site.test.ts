import { expect, it } from 'vitest';
import { startEmulator } from '../support/emulator.ts';

it('serves Wix’s API without a site, and says so at /', async () => {
  const { send } = await startEmulator({ site: false });
  const json = { inbox: '/_emulator/inbox', coverage: '/_emulator/coverage' };
  expect(await send('GET', '/')).toMatchObject({ status: 200, json });
  const token = await send('POST', '/oauth2/token', { grantType: 'anonymous' });
  expect(token.status).toBe(200);
  expect((await send('GET', '/contact')).status).toBe(501);
  expect((await send('GET', '/_emulator/health')).status).toBe(200);
});
