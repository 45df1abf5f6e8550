import { afterEach, expect, it, vi } from 'vitest';
import { at, listAt, listWith, textLike } from '../support/stories/json.ts';
import { shareEmulator, type Person, type Harness } from '../support/stories/harness.ts';
import { summarize } from '../support/stories/wix-calls.ts';

// A caller with read access receives every message that they may see, page by page.

const setup = shareEmulator();
const HOUR = 60 * 60 * 1000;
const A_WEEK_SECONDS = 7 * 24 * 3600;

afterEach(() => {
  vi.useRealTimers();
});

/** Advances the clock of Wix and of the site. */
function advanceTime(ms: number): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: now + ms });
}

/** Reads a page of messages. */
async function read(person: Person, cursor?: unknown) {
  const result = await person.call('listMessages', ...(cursor === undefined ? [] : [{ cursor }]));
  const listed = listAt(result, 'messages');
  return {
    code: at(result, 'error', 'code'),
    ids: listed.map((message) => at(message, '_id')),
    texts: listed.map((message) => at(message, 'items', '0', 'text')),
    cursor: at(result, 'cursor'),
    participant: at(result, 'participant'),
  };
}

/** Sends `count` numbered texts from the business, without events. */
async function sendNumbered({ admin, control }: Harness, to: object, first: number, count: number) {
  await control('PUT', 'assumptions', { apiMessageComesBack: 'no' });
  const owner = await admin();
  for (let index = first; index < first + count; index += 1) {
    const items = [{ text: `No. ${index}` }];
    expect(await owner.call('sendMessageTo', to, { basic: { items } })).toMatchObject({ ok: true });
  }
}

it.each(['visitor', 'member'] as const)(
  'joins the pages of a %s without loss or repeat, while new messages arrive',
  async (kind) => {
    const harness = await setup();
    const ada =
      kind === 'visitor' ? await harness.visitor() : await harness.member('ada@example.com');
    const to = kind === 'visitor' ? { anonymousVisitorId: ada.id } : { memberId: ada.id };
    await sendNumbered(harness, to, 0, 62);
    const texts: unknown[] = [];
    const ids: unknown[] = [];
    const sizes: number[] = [];
    let next = await read(ada);
    for (let arrived = 62; ; arrived += 2) {
      texts.push(...next.texts);
      ids.push(...next.ids);
      sizes.push(next.ids.length);
      if (next.cursor === undefined) break;
      await sendNumbered(harness, to, arrived, 2);
      next = await read(ada, next.cursor);
    }
    expect(texts).toEqual(Array.from({ length: 62 }, (_, index) => `No. ${61 - index}`));
    expect(new Set(ids).size).toBe(62);
    expect(sizes).toEqual([30, 30, 2]);
    expect((await read(ada)).texts[0]).toBe('No. 65');
  },
);

it('returns the last 24 hours to a visitor, and everything to a member', async () => {
  const harness = await setup();
  const ada = await harness.visitor({ expiresIn: A_WEEK_SECONDS });
  const bob = await harness.member('bob@example.com', { expiresIn: A_WEEK_SECONDS });
  for (const person of [ada, bob]) await person.call('sendBasicMessage', 'Yesterday');
  advanceTime(23 * HOUR);
  for (const person of [ada, bob]) await person.call('sendBasicMessage', 'Today');
  expect((await read(ada)).texts).toEqual(['Today', 'Yesterday']);
  advanceTime(2 * HOUR);
  expect(await read(ada)).toMatchObject({ texts: ['Today'], cursor: undefined });
  expect(await read(bob)).toMatchObject({
    texts: ['Today', 'Yesterday'],
    participant: { name: textLike(/./) },
  });
  advanceTime(23 * HOUR);
  expect(await read(ada)).toMatchObject({ code: undefined, texts: [] });
});

it('returns no cursor if the next page is older than 24 hours', async () => {
  const harness = await setup();
  const ada = await harness.visitor({ expiresIn: A_WEEK_SECONDS });
  await sendNumbered(harness, { anonymousVisitorId: ada.id }, 0, 35);
  advanceTime(25 * HOUR);
  await ada.call('sendBasicMessage', 'Today');
  expect(await read(ada)).toMatchObject({ texts: ['Today'], cursor: undefined });
});

it('returns neither sent forms nor messages for the business only', async () => {
  const harness = await setup();
  const ada = await harness.member('ada@example.com');
  await ada.call('sendFormData', { firstName: 'Ada' });
  await ada.call('sendMinimalMessage', 'viewed-prices');
  await ada.call('sendBasicMessage', 'Hello');
  const note = { basic: { items: [{ text: 'A difficult customer' }] }, visibility: 'BUSINESS' };
  await (await harness.admin()).call('sendMessageTo', { memberId: ada.id }, note);
  expect((await harness.conversationOf({ memberId: ada.id })).messages).toHaveLength(4);
  expect((await read(ada)).texts).toEqual(['Hello']);
});

it.each([
  ['merged', 'HISTORY_NOT_AVAILABLE', []],
  ['not-found', 'HISTORY_NOT_AVAILABLE', []],
  ['fresh', undefined, ['Only afterwards']],
] as const)(
  'requires a log-in after a form with an address, then returns the earlier messages (%s)',
  async (absorbedVisitor, code, texts) => {
    const harness = await setup();
    await harness.control('PUT', 'assumptions', { absorbedVisitor });
    const ada = await harness.visitor();
    await ada.call('sendBasicMessage', 'Before');
    expect((await read(ada)).texts).toEqual(['Before']);
    await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
    await harness.emulator.settled();
    if (absorbedVisitor === 'fresh') await ada.call('sendBasicMessage', 'Only afterwards');
    expect(await read(ada)).toMatchObject({ code, texts });

    const loggedIn = await harness.member('ada@example.com', { from: ada.token });
    expect((await read(loggedIn)).texts).toEqual(listWith([textLike(/^Thank you/), 'Before']));
  },
);

it('rejects an invalid cursor without calling Inbox, and accepts it in another session of the same member', async () => {
  const harness = await setup();
  const ada = await harness.member('ada@example.com');
  await sendNumbered(harness, { memberId: ada.id }, 0, 31);
  const { cursor } = await read(ada);
  const text = String(cursor);
  const from = (await harness.requests()).length;
  const flipped = `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;
  for (const wrong of [flipped, text.slice(0, -1), `${text}A`, text.toUpperCase(), 'eyJhIjoxfQ']) {
    expect((await read(ada, wrong)).code).toBe('CURSOR_EXPIRED');
  }
  const operations = (await harness.requests()).slice(from).map(({ operation }) => operation);
  expect(operations.filter((operation) => !operation.startsWith('Secrets'))).toEqual([]);

  const again = await harness.member('ada@example.com');
  expect((await read(again, cursor)).texts).toEqual(['No. 0']);
  advanceTime(11 * 60 * 1000);
  expect((await read(again, cursor)).code).toBe('CURSOR_EXPIRED');
  expect((await harness.conversationOf({ memberId: ada.id })).messages.map(summarize)).toHaveLength(
    31,
  );
});
