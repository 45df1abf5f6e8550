import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { checkServerIdentity, connect as connectTls, TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { openCertificates } from '../../../emulator/proxy/certificates.ts';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const run = promisify(execFile);
const TOKEN = JSON.stringify({ grantType: 'anonymous' });

/** Starts an emulator with a proxy for the running test. */
async function setup(folder = temporaryFolder()) {
  const started = await startEmulator();
  const proxy = await started.emulator.listenProxy({ folder });
  return { ...started, ...proxy, port: Number(new URL(proxy.url).port), folder };
}

/** Sends text to the proxy and returns all that comes back. */
async function exchange(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  return text(socket);
}

/**
 * Calls a host through the proxy, as a program that trusts the certificate does. Sends no server name in TLS, because this
 * process keeps connections from Wix's hosts.
 */
async function callThrough(
  { port, certificate }: { readonly port: number; readonly certificate: string },
  host: string,
  sent: string,
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`);
  await once(socket, 'readable');
  expect(String(socket.read())).toBe('HTTP/1.1 200 Connection established\r\n\r\n');
  const ca = readFileSync(certificate);
  const secure = connectTls({
    socket,
    ca,
    checkServerIdentity: (_, received) => checkServerIdentity(host, received),
  });
  secure.write(sent);
  return text(secure);
}

function toRequest(host: string, path: string, body?: string): string {
  const head = [
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    ...(body === undefined ? [] : [`Content-Length: ${String(body.length)}`]),
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

it.each(['www.wixapis.com', 'manage.wix.com', 'a.b.wixapis.com'])(
  'answers as %s, with a certificate that the authority signed',
  async (host) => {
    const started = await setup();
    const response = await callThrough(started, host, toRequest(host, '/oauth2/token', TOKEN));
    expect(response).toMatch(/^HTTP\/1.1 200 [^]*access_token/);
    const [{ path, status } = {}] = await started.requests();
    expect([path, status]).toEqual(['/oauth2/token', 200]);
  },
);

it('serves Wix’s REST APIs only', async () => {
  const started = await setup();
  const host = 'www.wixapis.com';
  for (const path of ['/_emulator/health', '/_emulator/inbox', '/', '/contact']) {
    const response = await callThrough(started, host, toRequest(host, path));
    expect(response).toMatch(/^HTTP\/1.1 501 [^]*NOT_EMULATED/);
  }
});

it.each([
  ['static.wixstatic.com:443', /this host of Wix is not emulated/],
  ['example.wixsite.com:443', /this host of Wix is not emulated/],
  ['example.com:443', /serves the hosts of Wix only; add other hosts to NO_PROXY/],
  ['www.wixapis.com.evil.example:443', /serves the hosts of Wix only/],
  ['127.0.0.1:22', /serves the hosts of Wix only/],
  ['localhost:8787', /serves the hosts of Wix only/],
  ['[::1]:443', /serves the hosts of Wix only/],
  ['..wix.com:443', /not emulated|hosts of Wix only/],
])('refuses a tunnel to %s', async (target, reason) => {
  const { port } = await setup();
  const response = await exchange(port, `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  expect(response).toMatch(/^HTTP\/1.1 403 Refused by the Wix emulator\r\n/);
  expect(response).toMatch(reason);
});

it('serves http:// URLs of Wix’s hosts, and refuses others and paths', async () => {
  const { port } = await setup();
  const send = (target: string, host = 'www.wixapis.com') =>
    exchange(port, toRequest(host, target, TOKEN));
  expect(await send('http://www.wixapis.com/oauth2/token')).toMatch(/^HTTP\/1.1 200 /);
  expect(await send('http://example.com/oauth2/token')).toMatch(/^HTTP\/1.1 403 /);
  expect(await send('/oauth2/token')).toMatch(/^HTTP\/1.1 400 [^]*HTTPS_PROXY/);
  expect(await send('/_emulator/sessions', `127.0.0.1:${String(port)}`)).toMatch(/^HTTP\/1.1 400 /);
});

it('refuses other hosts inside of a tunnel', async () => {
  const started = await setup();
  const sent = toRequest('example.com', '/oauth2/token', TOKEN);
  expect(await callThrough(started, 'www.wixapis.com', sent)).toMatch(/^HTTP\/1.1 403 /);
});

it('creates an authority on the first use, keeps it, and replaces it if it is damaged', async () => {
  const { certificate, folder, emulator } = await setup();
  const pem = readFileSync(certificate, 'utf8');
  expect(statSync(join(folder, 'ca-key.pem')).mode & 0o777).toBe(0o600);
  await emulator.close();

  const again = await setup(folder);
  expect(readFileSync(again.certificate, 'utf8')).toBe(pem);
  await again.emulator.close();

  writeFileSync(join(folder, 'ca-key.pem'), 'damaged');
  const replaced = await setup(folder);
  expect(readFileSync(replaced.certificate, 'utf8')).not.toBe(pem);
  const host = 'www.wixapis.com';
  const response = await callThrough(replaced, host, toRequest(host, '/oauth2/token', TOKEN));
  expect(response).toMatch(/^HTTP\/1.1 200 /);
});

it.each([
  ['www.wixapis.com', undefined],
  ['wix.com', undefined],
  ['example.com', 'permitted subtree violation'],
  ['wix.com.example.com', 'permitted subtree violation'],
])(
  'a certificate of the authority for %s is trusted unless its host is not Wix’s',
  async (host, refusal) => {
    const certificates = await openCertificates(temporaryFolder());
    const secureContext = await certificates.contextFor(host);
    const server = createServer((socket) => {
      new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined);
    });
    onTestFinished(() => void server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const secure = connectTls({
      port: typeof address === 'object' ? (address?.port ?? 0) : 0,
      host: '127.0.0.1',
      ca: readFileSync(certificates.file),
      checkServerIdentity: (_, received) => checkServerIdentity(host, received),
    });
    const outcome = once(secure, 'secureConnect').then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : error),
    );
    expect(await outcome).toBe(refusal);
    secure.destroy();
  },
);

const PYTHON_URLLIB = `
import json, urllib.request
body = json.dumps({"grantType": "anonymous"}).encode()
request = urllib.request.Request("https://www.wixapis.com/oauth2/token", body, {"Content-Type": "application/json"})
print(json.load(urllib.request.urlopen(request))["token_type"])
try:
    urllib.request.urlopen("https://example.com/")
except OSError as error:
    print(error)
`;
const PYTHON_REQUESTS = `
import requests
print(requests.post("https://www.wixapis.com/oauth2/token", json={"grantType": "anonymous"}).json()["token_type"])
try:
    requests.get("https://example.com/")
except requests.exceptions.ProxyError as error:
    print(error)
`;
const CURL = ['-sS', '-d', TOKEN, '-H', 'Content-Type: application/json'];
const CURL_ARGS = [...CURL, 'https://www.wixapis.com/oauth2/token', 'https://example.com/'];

/** Programs of other languages: how to find out whether one is installed, and how to call Wix and another host. */
const PROGRAMS = [
  { name: 'curl', command: 'curl', probe: ['--version'], args: CURL_ARGS },
  { name: 'Python (urllib)', command: 'python3', probe: ['-V'], args: ['-c', PYTHON_URLLIB] },
  {
    name: 'Python (requests)',
    command: 'python3',
    probe: ['-c', 'import requests'],
    args: ['-c', PYTHON_REQUESTS],
  },
] as const;

/** Runs a program with the proxy and the certificate in its environment. Returns what it prints, also to stderr. */
async function runProgram(
  command: string,
  args: readonly string[],
  { url, certificate }: { readonly url: string; readonly certificate: string },
): Promise<string> {
  const { PATH, HOME } = process.env;
  const trust = {
    SSL_CERT_FILE: certificate,
    REQUESTS_CA_BUNDLE: certificate,
    CURL_CA_BUNDLE: certificate,
  };
  const env = { PATH, HOME, HTTPS_PROXY: url, ...trust };
  return new Promise((resolve) => {
    execFile(command, args, { env }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

it.for(PROGRAMS)(
  '$name calls Wix through the proxy, and no other host',
  async (program, { skip }) => {
    const { name, command, probe, args } = program;
    const isInstalled = await run(command, probe).then(
      () => true,
      () => false,
    );
    skip(!isInstalled, `${name} is not installed`);
    const printed = await runProgram(command, args, await setup());
    expect(printed).toContain('Bearer');
    expect(printed).toContain('403');
  },
);
