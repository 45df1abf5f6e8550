import { expect, it } from 'vitest';
import { VELO_APP_ID } from '../../../emulator/wix/core/context.ts';
import { EVENT_TYPES } from '../../../emulator/wix/core/event-types.ts';
import { OPERATIONS } from '../../../emulator/wix/operations.ts';
import { startEmulator } from '../../support/emulator.ts';
import { UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

interface Contact {
  readonly id: string;
  readonly revision: number;
  readonly createdDate: string;
}

async function setup() {
  const started = await startEmulator();
  const { control, events, settled } = started;
  return {
    ...started,
    createContact: async (email: string, more: object = {}): Promise<Contact> => {
      const info = { emails: { items: [{ email }] } };
      const body = { info, ...more };
      return (await control<{ contact: Contact }>('POST', 'contacts', body)).contact;
    },
    eventOutcomes: async () => {
      await settled();
      return (await events()).map(({ name, outcome }) => `${name} ${outcome}`);
    },
  };
}

it('GET /health returns ok and the number of operations', async () => {
  const { control } = await setup();
  expect(await control('GET', 'health')).toEqual({ ok: true, operations: OPERATIONS.length });
});

it('POST /contacts creates a contact with the Velo app as its source, or with a given source', async () => {
  const { createContact, eventOutcomes } = await setup();
  expect(await createContact('ann@example.com')).toMatchObject({
    source: { sourceType: 'WIX_APP', appId: VELO_APP_ID },
    primaryInfo: { email: 'ann@example.com' },
  });
  expect(await createContact('ann@example.com', { source: { sourceType: 'ADMIN' } })).toMatchObject(
    {
      source: { sourceType: 'ADMIN' },
    },
  );
  expect(await eventOutcomes()).toEqual([
    'contact-created no-handler',
    'contact-created no-handler',
  ]);
});

it('POST /contacts/merge merges contacts and raises the events', async () => {
  const { control, createContact, eventOutcomes } = await setup();
  const target = await createContact('ann@example.com');
  const source = await createContact('bob@example.com');
  const body = { targetContactId: target.id, sourceContactIds: [source.id] };
  expect(await control('POST', 'contacts/merge', body)).toMatchObject({
    contact: { id: target.id, revision: target.revision + 1 },
  });
  expect((await eventOutcomes()).slice(2).toSorted()).toEqual([
    'contact-deleted no-handler',
    'contact-merged no-handler',
    'contact-updated no-handler',
  ]);
});

it.each(Object.keys(EVENT_TYPES).filter((name) => name !== 'post-liked'))(
  'POST /events/%s raises the event with its data',
  async (name) => {
    const { control, events } = await setup();
    const body = { entityId: UNKNOWN_ID, colour: 'red' };
    expect(await control('POST', `events/${name}`, body)).toEqual({ entityId: UNKNOWN_ID });
    await control('POST', 'settle');
    const [raised, ...more] = await events();
    expect(more).toEqual([]);
    expect(raised).toMatchObject({ name, entityId: UNKNOWN_ID, outcome: 'no-handler' });
    expect(raised?.data).toEqual(
      name === 'contact-deleted'
        ? {}
        : /^contact-(created|updated)$/.test(name)
          ? { id: UNKNOWN_ID, colour: 'red' }
          : { colour: 'red' },
    );
  },
);

it('POST /events/post-liked reads the liker from the body or from the browser’s session', async () => {
  const { control, emulator, events } = await setup();
  const init = {
    method: 'POST',
    headers: { cookie: '' },
    body: '{"as":"member","email":"m@a.co"}',
  };
  const response = await emulator.fetch('/_emulator/act-as', init);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const liked = await emulator.fetch('/_emulator/events/post-liked', {
    method: 'POST',
    headers: { cookie },
  });
  expect(liked.status).toBe(200);
  await control('POST', 'events/post-liked', {
    postId: UNKNOWN_ID,
    anonymousVisitorId: UNKNOWN_ID,
  });
  const likes = (await events()).filter(({ name }) => name === 'post-liked');
  expect(JSON.stringify(likes[0]?.data)).toMatch(/^{"memberId":"[^"]{36}","postId":"[^"]{36}"}$/);
  expect(likes[1]).toMatchObject({
    entityId: UNKNOWN_ID,
    data: { postId: UNKNOWN_ID, anonymousVisitorId: UNKNOWN_ID },
  });
});

it('POST /settle returns after every event is delivered', async () => {
  const { createContact, control, events } = await setup();
  await Promise.all(
    Array.from({ length: 50 }, (_, number) => createContact(`${String(number)}@a.co`)),
  );
  expect(await control('POST', 'settle')).toEqual({ ok: true });
  expect((await events()).filter(({ outcome }) => outcome === 'waiting')).toEqual([]);
});

it('PUT /assumptions changes the given assumptions and returns all of them', async () => {
  const { control } = await setup();
  const before = await control<object>('GET', 'assumptions');
  const changes = { absorbedVisitor: 'fresh', tokenInfo: 'fails' };
  expect(await control('PUT', 'assumptions', changes)).toEqual({ ...before, ...changes });
  expect(await control('PUT', 'assumptions', {})).toEqual({ ...before, ...changes });
  expect(await control('GET', 'assumptions')).toEqual({ ...before, ...changes });
});

it('/readings is a deprecated alias of /assumptions', async () => {
  const { control, send } = await setup();
  const before = await control<object>('GET', 'assumptions');
  expect(await control('GET', 'assumptions')).toEqual(before);
  const changes = { tokenInfo: 'fails' };
  expect(await control('PUT', 'assumptions', changes)).toEqual({ ...before, ...changes });
  expect(await control('GET', 'assumptions')).toEqual({ ...before, ...changes });
  const { status } = await send('PUT', '/_emulator/readings', { tokenInfo: 'sometimes' });
  expect(status).toBe(400);
});

it('POST /clock/advance moves Wix’s clock forward', async () => {
  const { control, createContact } = await setup();
  const day = 24 * 60 * 60 * 1000;
  const before = Date.now();
  const { now } = await control<{ now: string }>('POST', 'clock/advance', { ms: day });
  expect(new Date(now).getTime() - before).toBeGreaterThanOrEqual(day);
  const { createdDate } = await createContact('ann@example.com');
  expect(new Date(createdDate).getTime()).toBeGreaterThanOrEqual(before + day);
});

it('GET /coverage lists every operation', async () => {
  const { control } = await setup();
  const { coverage } = await control<{ coverage: readonly { status: string }[] }>(
    'GET',
    'coverage',
  );
  const described = OPERATIONS.filter(({ origin }) => origin !== undefined);
  expect(coverage.filter(({ status }) => status === 'emulated')).toHaveLength(described.length);
});

it.each([
  ['GET', 'nothing', ''],
  ['DELETE', 'requests', 'The nearest control route is GET /_emulator/requests. '],
  ['GET', 'sessions', 'The nearest control route is POST /_emulator/sessions. '],
  ['POST', 'health', 'The nearest control route is GET /_emulator/health. '],
])('%s /%s returns 501 NOT_EMULATED', async (method, path, nearest) => {
  const { send } = await setup();
  const { status, json } = await send(method, `/_emulator/${path}`);
  expect([status, json]).toMatchObject([
    501,
    {
      message: `${method} /_emulator/${path} is not emulated. ${nearest}GET /_emulator/ lists the control routes.`,
    },
  ]);
});
