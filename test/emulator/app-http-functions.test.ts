// Requests from a socket to a site's HTTP functions: any body, from any program, and from no other website.
import { expect, it } from 'vitest';
import { startOnPort } from '../support/emulator/start-on-port.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';

it('passes any body to an HTTP function, and refuses other websites', async () => {
  const { sendRaw } = await startOnPort({ site: getTestSitePath('older-backend') });
  const send = async (headers: Readonly<Record<string, string>>) => {
    const { status, body } = await sendRaw({
      method: 'POST',
      path: '/_functions/echo?a=1&a=2',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'b=1',
    });
    return [status, status === 202 ? body : ''];
  };
  expect(await send({})).toEqual([202, 'POST b=1']);
  expect(await send({ 'content-type': 'text/xml' })).toEqual([202, 'POST b=1']);
  expect(await send({ origin: 'https://attacker.example' })).toEqual([403, '']);
  expect(await send({ 'sec-fetch-site': 'cross-site' })).toEqual([403, '']);
});
