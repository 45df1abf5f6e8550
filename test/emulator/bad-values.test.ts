import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { EmulatorOptions } from '../../emulator/index.ts';
import { WEB_METHODS } from '../support/emulator.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';
import { UNKNOWN_ID } from '../support/emulator/wix/open-wix.ts';

/** What no response may contain: SQL text, a library's error, a stack. */
const LEAK =
  /sqlite|\b(select|insert|update|delete) .* (from|into|set) |Failed to bind|\n\s+at |node:/i;
const SITE = { site: getTestSitePath('flat') };
const GREET = `${WEB_METHODS}/greetings.web.js/greet.ajax`;

/** Texts and numbers that no table stores, as they stand in JSON. */
const VALUES: readonly string[] = [
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udc00x"',
  '9007199254740993',
  '1e308',
  '0.5',
  'null',
  `"${'x'.repeat(5000)}"`,
  `${'['.repeat(70)}${']'.repeat(70)}`,
  `[${'0,'.repeat(2000)}0]`,
  '{"__proto__":{"a":1}}',
  '{"a\\u0000":1}',
];

/** Bodies of each kind of route, with a placeholder for the value. */
const BODIES: readonly (readonly [method: string, path: string, body: string])[] = [
  ['POST', '/_emulator/sessions', '{"as":VALUE}'],
  ['POST', '/_emulator/sessions', '{"as":"visitor","from":VALUE}'],
  ['POST', '/_emulator/sessions', '{"as":"visitor","id":VALUE}'],
  ['POST', '/_emulator/sessions', '{"as":"visitor","expiresIn":VALUE}'],
  ['POST', '/_emulator/act-as', '{"as":"member","email":"a@example.com","name":VALUE}'],
  ['POST', '/_emulator/contacts', '{"info":{"name":{"first":VALUE}}}'],
  ['POST', '/_emulator/contacts', '{"info":{"emails":{"items":[{"email":VALUE}]}}}'],
  [
    'POST',
    '/_emulator/contacts/merge',
    `{"targetContactId":VALUE,"sourceContactIds":["${UNKNOWN_ID}"]}`,
  ],
  ['POST', '/_emulator/events/contact-created', '{"entityId":VALUE}'],
  ['POST', '/_emulator/events/contact-created', '{"a":VALUE}'],
  ['POST', '/_emulator/clock/advance', '{"ms":VALUE}'],
  ['PUT', '/_emulator/faults', '{"faults":VALUE}'],
  [
    'POST',
    `/_emulator/conversations/${UNKNOWN_ID}/press`,
    '{"messageId":VALUE,"interactionId":"a"}',
  ],
  ['POST', `/_emulator/inbox/${UNKNOWN_ID}/replies`, '{"content":{"previewText":VALUE}}'],
  ['POST', `/_emulator/inbox/${UNKNOWN_ID}/presses`, '{"messageId":VALUE,"interactionId":VALUE}'],
  ['POST', '/_emulator/realtime/subscriptions', '{"channel":{"name":VALUE},"stream":VALUE}'],
  ['POST', '/inbox/v2/conversations', '{"participantId":{"anonymousVisitorId":VALUE}}'],
  ['POST', '/inbox/v2/messages', '{"conversationId":VALUE}'],
  ['POST', '/contacts/v4/contacts/query', '{"query":{"filter":{"primaryInfo.email":VALUE}}}'],
  ['POST', '/contacts/v4/contacts/query', '{"query":{"paging":{"limit":VALUE,"offset":VALUE}}}'],
  ['POST', '/members/v1/members/query', '{"query":{"filter":{"loginEmail":VALUE}}}'],
  ['POST', '/wix-data/v2/items', '{"dataCollectionId":VALUE,"dataItem":{"data":{}}}'],
  ['POST', '/oauth2/token', '{"grantType":"client_credentials","client_id":VALUE}'],
  ['POST', '/oauth2/token', '{"grantType":"refresh_token","refresh_token":VALUE}'],
  ['POST', '/oauth2/token-info', '{"token":VALUE}'],
  ['POST', GREET, '[VALUE]'],
  ['POST', GREET, 'VALUE'],
];

/** Starts without a site by default, which is faster; web methods and pages need one. */
async function setup(options: EmulatorOptions = {}) {
  const started = await startOnPort(options);
  const { token } = await started.session({ as: 'app' });
  const headers = { 'content-type': 'application/json', authorization: token };
  return {
    ...started,
    /** Sends a request and checks that its response is no defect and leaks nothing. */
    async send(method: string, path: string, body?: string) {
      const sent = { method, path, headers, ...(body === undefined ? {} : { body }) };
      const response = await started.sendRaw(sent);
      const isDefect = response.status >= 500 && response.status !== 501;
      const [leak] = LEAK.exec(response.body) ?? [];
      expect({ method, path, body: body?.slice(0, 80), isDefect, leak }).toMatchObject({
        isDefect: false,
        leak: undefined,
      });
      return response;
    },
  };
}

it('no value in a body is a defect of any route', async () => {
  const { send } = await setup(SITE);
  for (const [method, path, body] of BODIES) {
    for (const value of VALUES) await send(method, path, body.replaceAll('VALUE', value));
  }
});

it('400 names the field', async () => {
  const { send } = await setup();
  const rows = [
    ['/_emulator/sessions', '{"as":"visitor","from":"a\\u0000b"}', 'from'],
    ['/_emulator/contacts', '{"info":{"name":{"first":"\\ud800"}}}', 'info.name.first'],
    ['/_emulator/contacts', '{"info":{"a":[1,{"b":9007199254740993}]}}', 'info.a.1.b'],
    ['/_emulator/events/contact-created', '{"entityId":"\\u0000"}', 'entityId'],
    [`/_emulator/inbox/${UNKNOWN_ID}/replies`, '{"content":{"a":"\\u0000"}}', 'content.a'],
    ['/oauth2/token-info', '{"token":"\\u0000"}', 'token'],
    [
      '/inbox/v2/conversations',
      '{"participantId":{"memberId":"\\udfff"}}',
      'participantId.memberId',
    ],
  ] as const;
  for (const [path, body, field] of rows) {
    const response = await send('POST', path, body);
    expect({ path, status: response.status }).toEqual({ path, status: 400 });
    expect(response.body).toContain(field);
  }
});

it('bad queries are 400 on the emulator’s routes and on Wix’s', async () => {
  const { send } = await setup();
  const encode = (json: string) => Buffer.from(json).toString('base64url');
  const paths = [
    '/_emulator/inbox?before=9007199254740993',
    '/_emulator/inbox?before=-1',
    '/_emulator/inbox?before=1&before=2',
    '/_emulator/inbox?list=x',
    '/_emulator/inbox/fragment?chosen=%00',
    '/_emulator/inbox/fragment?chosen=%FF',
    '/_emulator/inbox/fragment?chosen=%',
    '/_emulator/live?stream=%00',
    '/_emulator/requests?a=%ED%A0%80',
    `/inbox/v2/messages?conversationId=%00`,
    `/inbox/v2/messages?conversationId=%zz`,
    `/inbox/v2/messages?conversationId=${UNKNOWN_ID}&paging.limit=9007199254740993`,
    `/inbox/v2/messages?conversationId=${UNKNOWN_ID}&conversationId=${UNKNOWN_ID}`,
    `/inbox/v2/messages?${'a.'.repeat(200)}a=1`,
    `/inbox/v2/messages?.r=${encode(`{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`)}`,
    `/inbox/v2/messages?.r=${encode('{"__proto__":{"a":1}}')}`,
    `/inbox/v2/messages?.r=${encode('{}')}&.r=${encode('{}')}`,
    '/inbox/v2/messages?.r=%%%',
    `/wix-data/v2/items/query?.r=${encode('{"dataCollectionId":"a\\u0000"}')}`,
  ];
  for (const path of paths) {
    const { status } = await send('GET', path);
    expect({ path, status }).toEqual({ path, status: 400 });
  }
});

it('no query is a defect of a page', async () => {
  const { sendRaw } = await setup(SITE);
  for (const query of ['a=%00', 'a=%', 'a=%FF', 'a=1&a=2', 'lightbox=%00', 'a'.repeat(8000)]) {
    const { status } = await sendRaw({ path: `/?${query}`, headers: { accept: 'text/html' } });
    expect({ query, status }).toEqual({ query, status: 200 });
  }
});

it('a web method is called with at most 255 arguments', async () => {
  const { send } = await setup(SITE);
  for (const count of [256, 400_001]) {
    const response = await send('POST', GREET, `[${'0,'.repeat(count - 1)}0]`);
    expect(response.status).toBe(400);
    expect(response.body).toContain(`received ${String(count)} arguments, at most 255 are allowed`);
  }
  expect((await send('POST', GREET, `["Ann"${',0'.repeat(254)}]`)).status).toBe(200);
});

it('a body that is not UTF-8 is 400 on every route', async () => {
  const { port } = await setup();
  for (const path of ['/_emulator/sessions', '/oauth2/token', GREET, '/stores/v1/x']) {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0xc0, 0xae],
      [0xed, 0xa0, 0x80],
    ]) {
      const socket = connect(port, '127.0.0.1');
      const length = `Content-Length: ${String(bytes.length)}`;
      const head = [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${String(port)}`, length];
      const more = ['Content-Type: application/json', 'Connection: close', '', ''];
      socket.write([...head, ...more].join('\r\n'));
      socket.write(Buffer.from(bytes));
      const answer = await text(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*not valid UTF-8/);
    }
  }
});

it('large headers are 431, and the emulator keeps running', async () => {
  const { sendRaw } = await setup();
  for (const name of ['cookie', 'authorization', 'accept']) {
    const response = await sendRaw({
      path: '/_emulator/health',
      headers: { [name]: 'x'.repeat(20_000) },
    });
    expect(response.status).toBe(431);
  }
  expect((await sendRaw({ path: '/_emulator/health' })).status).toBe(200);
});

/** Generates pseudo-random numbers below a limit, the same in each run. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * limit);
  };
}

it('150 random requests cause no defect and no leak', async () => {
  const { send } = await setup(SITE);
  const random = createRandom(7);
  const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
  const parts = [
    '%00',
    '%',
    '..',
    '//',
    '\\',
    ';',
    '%5F',
    'é',
    '?',
    '&',
    '=',
    '.r=',
    '{',
    '"',
    '\u007f',
  ];
  for (let count = 0; count < 150; count += 1) {
    const [method = 'GET', path = '/', body = ''] = pick(BODIES) ?? [];
    const at = random(path.length) + 1;
    // Node’s client refuses characters that cannot stand in a request line; app-targets.test.ts sends them.
    const part = encodeURI(pick(parts) ?? '').replaceAll('%25', random(2) === 0 ? '%25' : '%');
    const target = random(2) === 0 ? path : path.slice(0, at) + part + path.slice(at);
    const value = pick(VALUES) ?? '';
    await send(
      pick([method, 'GET', 'DELETE', 'PATCH']) ?? method,
      target,
      body.replaceAll('VALUE', value),
    );
  }
});
