import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const status503 = { operation: '*', calls: 'every', kind: 'status', status: 503 };
const publish = { operation: 'DuplexerApi.Publish', calls: 'every' };

it.each([
  ['POST', 'contacts', 'info', {}],
  ['POST', 'contacts', 'info', { info: 'x' }],
  ['POST', 'contacts', 'source.sourceType', { info: {}, source: { sourceType: 'by hand' } }],
  ['POST', 'contacts', 'source.appId', { info: {}, source: { sourceType: 'A', appId: 'x' } }],
  ['POST', 'contacts', 'labels', { info: {}, labels: [] }],
  ['POST', 'contacts/merge', 'targetContactId', { sourceContactIds: [UNKNOWN_ID] }],
  [
    'POST',
    'contacts/merge',
    'sourceContactIds',
    { targetContactId: UNKNOWN_ID, sourceContactIds: [] },
  ],
  [
    'POST',
    'contacts/merge',
    'sourceContactIds.0',
    { targetContactId: UNKNOWN_ID, sourceContactIds: ['x'] },
  ],
  ['POST', 'events/post-liked', 'memberId', { memberId: 'x' }],
  ['POST', 'events/post-liked', 'memberId or anonymousVisitorId', {}],
  [
    'POST',
    'events/post-liked',
    'memberId or anonymousVisitorId',
    { memberId: UNKNOWN_ID, anonymousVisitorId: UNKNOWN_ID },
  ],
  ['POST', 'events/contact-created', 'entityId', { entityId: 7 }],
  ['POST', 'events/contact-created', 'entityId', { entityId: 'x'.repeat(1001) }],
  ['PUT', 'assumptions', 'absorbedVisitor', { absorbedVisitor: 'gone' }],
  ['PUT', 'assumptions', 'weather', { weather: 'fine' }],
  ['PUT', 'assumptions', '__proto__', '{"__proto__":{"tokenInfo":"fails"}}'],
  ['PUT', 'faults', 'faults', {}],
  ['PUT', 'faults', 'faults', { faults: Array.from({ length: 101 }, () => status503) }],
  ['PUT', 'faults', 'faults.0.operation', { faults: [{ ...status503, operation: '' }] }],
  [
    'PUT',
    'faults',
    'faults.0.operation',
    { faults: [{ ...status503, operation: 'MessagesService.SendMesage' }] },
  ],
  ['PUT', 'faults', 'faults.0.calls', { faults: [{ ...status503, calls: 'last' }] }],
  ['PUT', 'faults', 'faults.0.calls', { faults: [{ ...status503, calls: [0] }] }],
  ['PUT', 'faults', 'faults.0.kind', { faults: [{ ...status503, kind: 'meteor' }] }],
  ['PUT', 'faults', 'faults.0.status', { faults: [{ ...status503, status: 200 }] }],
  ['PUT', 'faults', 'faults.0.operation', { faults: [{ ...status503, operation: 'Data.*' }] }],
  ['PUT', 'faults', 'faults.0.body', { faults: [{ ...status503, body: 'text' }] }],
  ['PUT', 'faults', 'faults.0.body', { faults: [{ ...status503, kind: 'delay', body: 'none' }] }],
  ['PUT', 'faults', 'faults.0.delayMs', { faults: [{ ...status503, kind: 'pause' }] }],
  ['PUT', 'faults', 'faults.0.delayMs', { faults: [{ ...status503, kind: 'execute-late' }] }],
  [
    'PUT',
    'faults',
    'faults.1.delayMs',
    { faults: [status503, { ...status503, kind: 'execute-late', delayMs: [1, 2] }] },
  ],
  ['PUT', 'faults', 'faults.0.kind', { faults: [{ ...publish, kind: 'merge' }] }],
  ['PUT', 'faults', 'faults.0.kind', { faults: [{ ...publish, kind: 'content-rewritten' }] }],
  ['PUT', 'faults', 'faults.0.kind', { faults: [{ ...publish, kind: 'list-stale', delayMs: 1 }] }],
  [
    'PUT',
    'faults',
    'faults.0.kind',
    { faults: [{ ...publish, kind: 'data-stale-read', delayMs: 1 }] },
  ],
  [
    'PUT',
    'faults',
    'faults.1.delayMs',
    { faults: [status503, { ...status503, kind: 'delay', delayMs: 60_001 }] },
  ],
  ['PUT', 'clock', 'now', {}],
  ['PUT', 'clock', 'ISO 8601', { now: 'tomorrow' }],
  ['PUT', 'clock', '100 years', { now: '2600-01-01T00:00:00.000Z' }],
  ['PUT', 'snapshot', 'format', {}],
  ['POST', 'clock/advance', 'ms', {}],
  ['POST', 'clock/advance', 'ms', { ms: -1 }],
  ['POST', 'clock/advance', 'ms', { ms: 1e300 }],
  ['POST', 'clock/advance', 'ms', { ms: 0.5 }],
  ['POST', 'act-as', 'as', { as: 'app' }],
  ['POST', 'act-as', 'email', { as: 'member' }],
])('%s /%s returns 400 and names the invalid field %s (%#)', async (method, path, field, body) => {
  const { send, events } = await startEmulator();
  const { status, json } = await send(method, `/_emulator/${path}`, body);
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain(field);
  expect(await events()).toEqual([]);
});

it.each([
  ['is not JSON', '{', 'the body is not JSON'],
  ['is a list', '[]', 'the body is not a JSON object'],
  ['is null', 'null', 'the body is not a JSON object'],
  ['is a string', '"as"', 'the body is not a JSON object'],
  [
    'is nested 100,000 deep',
    `{"info":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'nested deeper than 64',
  ],
  ['has the key __proto__', '{"info":{"a":{"__proto__":{"b":1}}}}', '__proto__'],
  ['has the key constructor', '{"info":{"constructor":1}}', 'constructor'],
  ['contains NUL', '{"info":{"name":{"first":"a\\u0000b"}}}', 'NUL'],
])('every route that reads a body rejects one that %s', async (_, body, message) => {
  const { send, events } = await startEmulator();
  const routes = [
    ['POST', 'sessions'],
    ['POST', 'contacts'],
    ['POST', 'contacts/merge'],
    ['POST', 'events/post-liked'],
    ['POST', 'events/contact-created'],
    ['PUT', 'assumptions'],
    ['PUT', 'faults'],
    ['POST', 'clock/advance'],
    ['PUT', 'clock'],
    ['PUT', 'snapshot'],
    ['POST', 'act-as'],
  ] as const;
  for (const [method, path] of routes) {
    const { status, json } = await send(method, `/_emulator/${path}`, body);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain(message);
  }
  expect(await events()).toEqual([]);
});

it.each(['contact-create', 'toString', '__proto__', 'x'.repeat(1000)])(
  'POST /events/%s returns 400 and lists the known event names',
  async (name) => {
    const { send } = await startEmulator();
    const { status, json } = await send('POST', `/_emulator/events/${name}`, {});
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain('contact-created, contact-updated');
  },
);

it('POST /contacts/merge returns CONTACT_NOT_FOUND for contacts that do not exist', async () => {
  const { send } = await startEmulator();
  const body = { targetContactId: UNKNOWN_ID, sourceContactIds: [UNKNOWN_ID.replace('f', 'e')] };
  const { status, json } = await send('POST', '/_emulator/contacts/merge', body);
  expect([status, json]).toMatchObject([
    404,
    { details: { applicationError: { code: 'CONTACT_NOT_FOUND' } } },
  ]);
});
