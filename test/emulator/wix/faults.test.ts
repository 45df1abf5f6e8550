import { items } from '@wix/data';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { errorOf, openForFaults } from '../../support/emulator/wix/open-for-faults.ts';
import { codeThrownBy } from '../../support/emulator/wix/open-for-packages.ts';
import { visitor } from '../../support/emulator/wix/open-wix.ts';

// The faults as a site's backend sees them, through Wix's packages.

const insert = auth.elevate(items.insert);
const update = auth.elevate(items.update);
const remove = auth.elevate(items.remove);
const get = auth.elevate(items.get);
const query = auth.elevate(items.query);

const RESET: unknown = expect.objectContaining({ code: 'ECONNRESET' });

it.each([
  ['drop-before', []],
  ['drop-after', ['hello']],
] as const)('`%s` fails like a reset connection', async (kind, stored) => {
  const { wix, setFaults, send, texts } = await openForFaults();
  setFaults({ kind });
  const error = await errorOf(() => send('hello'));
  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({ cause: RESET });
  expect(wix.requests.list().at(-1)).toMatchObject({ status: 0, error: 'ECONNRESET' });
  expect(await texts()).toEqual(stored);
});

it.each([
  ['drop-before', 0],
  ['drop-after', 1],
] as const)('`%s` works for writes of Wix Data', async (kind, stored) => {
  const { as, setFaults } = await openForFaults();
  setFaults({ operation: 'DataItemService.InsertDataItem', kind });
  await as(async () => {
    const error = await errorOf(() => insert('Log', { _id: 'n-1' }));
    expect(error).toMatchObject({ message: 'fetch failed', cause: RESET });
    expect(await query('Log').count()).toBe(stored);
    const again = stored === 1 ? 'WDE0074' : 'nothing was thrown';
    expect(await codeThrownBy(() => insert('Log', { _id: 'n-1' }))).toBe(again);
  });
});

it('`drop-after` does not lose the response of a call that Wix refuses', async () => {
  const { as, setFaults } = await openForFaults();
  setFaults({ operation: 'DataItemService.*', calls: 'every', kind: 'drop-after' });
  await as(async () => {
    expect(await codeThrownBy(() => insert('Nothing', {}))).toBe('WDE0025');
  });
});

it('a fault for a service affects all its operations and no others', async () => {
  const { as, setFaults, send } = await openForFaults();
  setFaults({ operation: 'DataItemService.*', kind: 'status', status: 503 });
  await as(async () => {
    expect(await codeThrownBy(() => insert('Log', {}))).toBe(503);
    expect(await codeThrownBy(() => query('Log').find())).toBe(503);
    expect(await errorOf(() => insert('Log', {}))).toBeUndefined();
  });
  expect(await errorOf(() => send('hello'))).toBeUndefined();
});

it('drops a request for the caller’s identity', async () => {
  const { as, setFaults } = await openForFaults();
  setFaults({ operation: 'OAuth2.TokenInfo', kind: 'drop-before' });
  await as(async () => {
    expect(await errorOf(() => auth.getTokenInfo())).toMatchObject({ cause: RESET });
    expect(await auth.getTokenInfo()).toMatchObject({ subjectId: visitor(1).id });
  });
});

it('`status` with the body `none` answers without a body', async () => {
  const { setFaults, send } = await openForFaults();
  setFaults({ kind: 'status', status: 429, body: 'none' });
  expect(await errorOf(() => send('hello'))).toMatchObject({ status: 429 });
});

it('`malformed` executes the call and answers 200 with a page', async () => {
  const { as, setFaults, send, texts } = await openForFaults();
  setFaults({ kind: 'malformed' }, { operation: 'DataItemService.*', kind: 'malformed' });
  expect(await errorOf(() => send('hello'))).toBeInstanceOf(SyntaxError);
  expect(await texts()).toEqual(['hello']);
  await as(async () => {
    expect(await errorOf(() => insert('Log', { _id: 'n-1' }))).toBeInstanceOf(SyntaxError);
    expect(await errorOf(() => get('Log', 'n-1'))).toBeInstanceOf(SyntaxError);
    expect(await get('Log', 'n-1')).toMatchObject({ _id: 'n-1' });
  });
});

it('`execute-late` answers 504 and executes when the clock is advanced', async () => {
  const { wix, setFaults, send, texts } = await openForFaults();
  setFaults({ kind: 'execute-late', delayMs: 30_000 });
  expect(await errorOf(() => send('late'))).toMatchObject({ status: 504 });
  await send('next');
  wix.clock.advance(29_000);
  await wix.lateRunsSettled();
  expect(await texts()).toEqual(['next']);
  wix.clock.advance(1000);
  await wix.lateRunsSettled();
  expect(await texts()).toEqual(['late', 'next']);
});

it('`execute-late` executes in real time, too, and refuses invalid calls at once', async () => {
  const { wix, setFaults, send, texts } = await openForFaults();
  setFaults({ kind: 'execute-late', calls: 'every', delayMs: 0 });
  expect(await errorOf(() => send(''))).toMatchObject({ status: 400 });
  expect(await errorOf(() => send('late'))).toMatchObject({ status: 504 });
  await wix.clock.wait(5);
  await wix.lateRunsSettled();
  expect(await texts()).toEqual(['late']);
});

it('a reset cancels late executions and ends paused calls', async () => {
  const { wix, setFaults, send, runAsWix } = await openForFaults();
  setFaults(
    { kind: 'execute-late', delayMs: 30_000 },
    { kind: 'pause', calls: [2], delayMs: 30_000 },
  );
  expect(await errorOf(() => send('late'))).toMatchObject({ status: 504 });
  const paused = errorOf(() => send('paused'));
  await send('next');
  await wix.reset();
  expect(await paused).toMatchObject({ cause: RESET });
  wix.clock.advance(60_000);
  await wix.lateRunsSettled();
  const count = await runAsWix(({ database }) => database.all('select 1 from messages').length);
  expect(count).toBe(0);
});

it('`pause` executes and answers when the clock is advanced', async () => {
  const { wix, setFaults, send, texts } = await openForFaults();
  setFaults({ kind: 'pause', delayMs: 60_000 });
  const paused = send('paused');
  await send('next');
  expect(await texts()).toEqual(['next']);
  wix.clock.advance(60_000);
  await paused;
  expect(await texts()).toEqual(['paused', 'next']);
});

it('`list-stale` hides messages that are younger than the delay', async () => {
  const { wix, setFaults, send, texts } = await openForFaults();
  await send('old');
  wix.clock.advance(5000);
  await send('new');
  setFaults({
    operation: 'MessagesService.ListMessages',
    calls: 'every',
    kind: 'list-stale',
    delayMs: 5000,
  });
  expect(await texts()).toEqual(['old']);
  wix.clock.advance(5000);
  expect(await texts()).toEqual(['new', 'old']);
});

it('`data-stale-read` hides recent writes from reads that are not consistent', async () => {
  const { wix, as, setFaults } = await openForFaults();
  await as(async () => {
    for (const _id of ['kept', 'changed', 'removed']) await insert('Log', { _id, v: 1 });
    wix.clock.advance(5000);
    await insert('Log', { _id: 'new', v: 1 });
    await update('Log', { _id: 'changed', v: 2 });
    await update('Log', { _id: 'changed', v: 3 });
    await remove('Log', 'removed');
    await insert('Log', { _id: 'removed', v: 4 });
    setFaults({
      operation: 'DataItemService.*',
      calls: 'every',
      kind: 'data-stale-read',
      delayMs: 4000,
    });
    const read = async (consistentRead: boolean) =>
      (await query('Log').find({ consistentRead })).items.map(({ _id, v }) => `${_id} ${v}`);
    const now = ['kept 1', 'changed 3', 'new 1', 'removed 4'];
    expect(await read(false)).toEqual(['kept 1', 'changed 1', 'removed 1']);
    expect(await read(true)).toEqual(now);
    expect(await query('Log').eq('v', 1).count()).toBe(3);
    expect(await query('Log').eq('v', 1).count({ consistentRead: true })).toBe(2);
    expect(await get('Log', 'new')).toBeNull();
    expect(await get('Log', 'new', { consistentRead: true })).toMatchObject({ v: 1 });
    wix.clock.advance(4001);
    expect(await read(false)).toEqual(now);
  });
});

it('`content-rewritten` stores the texts trimmed and with single spaces', async () => {
  const { setFaults, send, texts } = await openForFaults();
  setFaults({ kind: 'content-rewritten' });
  await send('  Hello \n\n Ada  ');
  await send('  Hello \n\n Ada  ');
  expect(await texts()).toEqual(['  Hello \n\n Ada  ', 'Hello Ada']);
});

it.each(['visitor', 'contact', 'member'] as const)(
  '`merge` merges the conversation of a %s away before the call',
  async (kind) => {
    const { setFaults, send, events, texts, id } = await openForFaults(kind);
    await send('before');
    const from = (await events()).length;
    setFaults({ kind: 'merge' });
    expect(await codeThrownBy(() => send('lost'))).toBe('CONVERSATION_NOT_FOUND');
    const raised = (await events()).slice(from);
    expect(raised.map(({ name }) => name)).not.toContain('contact-created');
    const merged = raised.find(({ name }) => name === 'conversations-merged');
    expect(merged).toMatchObject({ data: { oldConversationIds: [id] } });
    expect(await texts(merged?.entityId)).toEqual(['before']);
  },
);

it.each([
  ['not-found', 'CONVERSATION_NOT_FOUND', []],
  ['redirect', 'nothing was thrown', ['late']],
  ['accepted', 'nothing was thrown', []],
] as const)(
  'sendToMergedAway %s: a message to a merged conversation',
  async (value, code, found) => {
    const { wix, setFaults, send, open, texts, id } = await openForFaults();
    wix.setAssumptions({ sendToMergedAway: value });
    setFaults({ kind: 'merge' });
    expect(await codeThrownBy(() => send('late'))).toBe(code);
    expect(await codeThrownBy(() => texts(id))).toBe('CONVERSATION_NOT_FOUND');
    expect(await texts((await open()).conversation?._id ?? undefined)).toEqual(found);
  },
);
