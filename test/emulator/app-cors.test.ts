import { expect, it } from 'vitest';
import { createEmulator } from '../../emulator/index.ts';
import { WEB_METHODS } from '../support/emulator.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';

// Pages of other origins that are allowed to call Wix's REST APIs, and what stays closed to them.

const ORIGIN = 'http://localhost:3000';
const BROWSER = { origin: ORIGIN, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' };
const PREFLIGHT = {
  ...BROWSER,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type',
};
const TYPE = { 'content-type': 'application/json' };
const REST = [
  '/oauth2/token',
  '/inbox/v2/messages',
  '/v4/publish',
  '/wix-data/v2/items/query',
  '/stores/v1/products',
];
const CLOSED = [
  '/',
  '/contact',
  '/oauth2',
  '/_emulator/sessions',
  '/_emulator/v1/health',
  '/_emulator/inbox',
  `${WEB_METHODS}/greetings.web.js/greet.ajax`,
  '/_api/stores-reader/v1/products',
  '/%5Femulator/v1/sessions',
];

it('lets pages of an allowed origin call Wix’s REST APIs, and nothing else', async () => {
  const { sendRaw } = await startOnPort({ allowOrigin: ['https://a.example', ORIGIN] });
  for (const path of REST) {
    const { status, headers } = await sendRaw({ method: 'OPTIONS', path, headers: PREFLIGHT });
    expect([path, status]).toEqual([path, 204]);
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    const request = { method: 'POST', path, headers: { ...BROWSER, ...TYPE }, body: '{}' };
    const response = await sendRaw(request);
    expect(response.status).not.toBe(403);
    expect(response.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(response.headers['vary']).toContain('Origin');
  }
  const body = '{"grantType":"anonymous"}';
  const token = { method: 'POST', path: '/oauth2/token', headers: { ...BROWSER, ...TYPE }, body };
  expect((await sendRaw(token)).status).toBe(200);
  for (const path of CLOSED) {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const { status, headers } = await sendRaw({ method, path, headers: PREFLIGHT });
      expect([path, status]).toEqual([path, 403]);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  }
});

it('shows the page why a request was refused', async () => {
  const { sendRaw } = await startOnPort({ allowOrigin: [ORIGIN] });
  const headers = { ...BROWSER, 'content-type': 'text/plain' };
  const response = await sendRaw({ method: 'POST', path: '/oauth2/token', headers, body: 'a' });
  expect([response.status, response.headers['access-control-allow-origin']]).toEqual([415, ORIGIN]);
});

it.each([
  ['no origin is allowed', {}, ORIGIN],
  ['another port is allowed', { allowOrigin: ['http://localhost:3001'] }, ORIGIN],
  ['another scheme is allowed', { allowOrigin: ['https://localhost:3000'] }, ORIGIN],
  [
    'the origin only starts like an allowed one',
    { allowOrigin: [ORIGIN] },
    `${ORIGIN}.evil.example`,
  ],
  ['the origin is null', { allowOrigin: [ORIGIN] }, 'null'],
])('stays closed if %s', async (_, options, origin) => {
  const { sendRaw } = await startOnPort(options);
  for (const method of ['OPTIONS', 'GET']) {
    const headers = { ...PREFLIGHT, origin };
    const response = await sendRaw({ method, path: '/inbox/v2/messages', headers });
    expect(response.status).toBe(403);
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  }
});

it('refuses an origin that is not spelled as browsers send it', async () => {
  const message = 'allowOrigin: got "http://localhost:3000/", expected http://localhost:3000';
  await expect(createEmulator({ allowOrigin: [`${ORIGIN}/`] })).rejects.toThrow(message);
});
