import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';

/** Starts an emulator with a site, and sends request lines as they are. */
async function setup() {
  const started = await startOnPort({ site: getTestSitePath('flat') });
  return {
    ...started,
    async sendLine(line: string, headers: readonly string[] = []): Promise<string> {
      const socket = connect(started.port, '127.0.0.1');
      const host = `Host: 127.0.0.1:${String(started.port)}`;
      socket.write([line, host, 'Connection: close', ...headers, '', ''].join('\r\n'));
      return text(socket);
    },
  };
}

it('returns 400 for every spelling of a path but the canonical one', async () => {
  const { sendLine, port, requests } = await setup();
  const targets = [
    '/%5Femulator/inbox',
    '/%255Femulator/inbox',
    '//_emulator/inbox',
    '/./_emulator/inbox',
    '/x/../_emulator/inbox',
    '/x/%2e%2e/_emulator/inbox',
    '/\\_emulator/inbox',
    '/_emulator./inbox',
    '/_emulator;x/inbox',
    '/_emulator/inbox%00',
    '/_emulator%2Finbox',
    '/inbox/v2/%6Dessages',
    '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/%67reetings.web.js/greet.ajax',
    '/pages/%68ome.ts',
    'http://evil.example/',
    `http://127.0.0.1:${String(port)}/_emulator/inbox`,
    '*',
  ];
  for (const target of targets) {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const answer = await sendLine(`${method} ${target} HTTP/1.1`);
      expect(`${method} ${target}: ${answer}`).toMatch(/: HTTP\/1\.1 400 /);
    }
    // A link of another site reaches no route of the emulator either.
    const link = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'];
    const answer = await sendLine(`GET ${target} HTTP/1.1`, link);
    expect(`${target}: ${answer}`).toMatch(/: HTTP\/1\.1 40[03] /);
  }
  expect(await requests()).toEqual([]);
});

it('returns 400 for CONNECT, and keeps running', async () => {
  const { sendLine, sendRaw } = await setup();
  expect(await sendLine('CONNECT evil.example:443 HTTP/1.1')).toMatch(/^HTTP\/1\.1 400 /);
  expect((await sendRaw({ path: '/_emulator/health' })).status).toBe(200);
});

it('is case-sensitive: /_EMULATOR is not the emulator', async () => {
  const { sendRaw } = await setup();
  for (const path of ['/_EMULATOR/inbox', '/_Emulator/requests']) {
    expect((await sendRaw({ path })).status).toBe(404);
  }
});

it('listens on 127.0.0.1 only', async () => {
  const { port } = await startOnPort();
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    // Link-local addresses need the name of their interface.
    .filter(({ address }) => address !== '127.0.0.1' && !address.startsWith('fe80'))
    .map(({ address }) => address);
  // Linux has all of 127.0.0.0/8; other systems have no route to it.
  for (const address of ['127.0.0.2', ...others]) {
    const socket = connect({ port, host: address, timeout: 1000 });
    const connected = once(socket, 'connect').then(() => 'connected');
    socket.on('timeout', () => socket.destroy(new Error('no route')));
    await expect(connected).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|no route/);
    socket.destroy();
  }
  const own = connect(port, '127.0.0.1');
  await once(own, 'connect');
  own.destroy();
});
