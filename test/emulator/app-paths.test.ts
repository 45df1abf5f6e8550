import { expect, it } from 'vitest';
import { WEB_METHODS } from '../support/emulator.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';

/** Contents, and results of running, files that a browser must not receive. */
const LEAKS = /canary|secretWord|webMethod\(|notAWebMethod|root:|"velo-emulator"/;

async function setup() {
  const started = await startOnPort({ site: getTestSitePath('flat') });
  const { session } = started;
  const owner = await session({ as: 'user' });
  return { ...started, authorization: owner.token };
}

it('serves no file of the backend, of the layouts or of the machine, however the path is written', async () => {
  const { sendRaw, authorization } = await setup();
  const root = getTestSitePath('flat');
  const variants = [
    (path: string) => path,
    (path: string) => `/${path}`,
    (path: string) => `/pages/..${path}`,
    (path: string) => `/pages/%2e%2e${path}`,
    (path: string) => `/pages/%2e%2e%2f${path.slice(1)}`,
    (path: string) => `/pages%5c..%5c${path.slice(1)}`,
    (path: string) => `/public/..%5c${path.slice(1)}`,
    (path: string) => `/_emulator/..${path}`,
    (path: string) => `/_emulator/inbox/%2e%2e/%2e%2e${path}`,
    (path: string) => `/editor/..${path}`,
    (path: string) => `${path}%00`,
    (path: string) => `${path}%00.html`,
    (path: string) => `${path}/`,
    (path: string) => `/@fs${root}${path}`,
    (path: string) => `/@fs/../..${root}${path}`,
    (path: string) => `/@id${path}`,
    (path: string) => `/@id/__x00__${path}`,
  ];
  const files = ['/backend/greetings.web.ts', '/backend/secret.ts', '/../../../package.json'];
  const systemPaths = [
    '/@fs/etc/passwd',
    '/@fs//etc/passwd',
    '/etc/passwd',
    '/../../../../etc/passwd',
  ];
  const paths = [
    ...files.flatMap((file) => variants.map((toVariant) => toVariant(file))),
    ...systemPaths,
  ];
  const html = { accept: 'text/html', authorization };
  const leaks: string[] = [];
  for (const path of paths) {
    const responses = [
      await sendRaw({ path, headers: html }),
      await sendRaw({ path, headers: { authorization } }),
      await sendRaw({ path: `${path}?raw` }),
      await sendRaw({ path: `${path}?import&raw` }),
    ];
    if (responses.some(({ status, body }) => status >= 500 || LEAKS.test(body))) {
      leaks.push(path);
    }
  }
  expect(leaks).toEqual([]);
});

it('calls only web methods, however the name is written', async () => {
  const { sendJson, authorization } = await setup();
  const names = [
    'greetings.web.js/notAWebMethod',
    'greetings.web.js/__proto__',
    'greetings.web.js/constructor',
    'greetings.web.js/toString',
    'greetings.web.js/then',
    'greetings.web.js/default',
    'greetings.web.js/',
    'greetings.web.js/%00',
    'greetings.web.js/greet%00',
    'greetings.web.js/%E0%A4%A',
    'greetings.web.ts/greet',
    'greetings.web/greet',
    'secret.js/secretWord',
    'secret.ts/secretWord',
    '../backend/secret.js/secretWord',
    '%2e%2e/backend/secret.js/secretWord',
    'deep/../secret.js/secretWord',
    '%5c..%5csecret.js/secretWord',
    '/etc/passwd/x',
    '__proto__/toString',
    'constructor/prototype',
    `${'a'.repeat(5000)}/x`,
  ];
  const call = (name: string) =>
    sendJson(`${WEB_METHODS}/${name}.ajax`, ['Ann'], { authorization });
  const called: string[] = [];
  for (const name of names) {
    const { status, body } = await call(name);
    if (status < 400 || (status >= 500 && status !== 501) || body.includes('canary')) {
      called.push(`${name}: ${String(status)} ${body}`);
    }
  }
  expect(called).toEqual([]);
  expect((await call('greetings.web.js/greet')).status).toBe(200);
});

it('a web method requires a valid token of this emulator', async () => {
  const { sendJson, session } = await setup();
  const path = `${WEB_METHODS}/greetings.web.js/greet.ajax`;
  const { token } = await session({ as: 'visitor' });
  const expired = await session({ as: 'visitor', expiresIn: -1 });
  for (const authorization of ['', 'unknown', expired.token]) {
    const { status, body } = await sendJson(path, ['Ann'], { authorization });
    expect([status, JSON.parse(body)]).toMatchObject([401, { exception: true }]);
  }
  const { status, body } = await sendJson(path, ['Ann'], { authorization: token });
  expect([status, JSON.parse(body)]).toEqual([200, { result: 'HELLO ANN!' }]);
});

it('paths of Wix’s APIs are never served by the site', async () => {
  const { sendRaw } = await setup();
  for (const path of [
    '/stores/v1/products',
    '/_api/stores-reader/v1/products',
    '/oauth2/authorize',
  ]) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, body } = await sendRaw({ method, path });
      expect([status, JSON.parse(body)]).toMatchObject([
        501,
        {
          message: `${method} ${path} is not emulated. GET /_emulator/coverage lists the emulated methods.`,
        },
      ]);
    }
  }
});
