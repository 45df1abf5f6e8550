import { afterEach, expect, it, vi } from 'vitest';
import { at, listAt, listWith, textLike } from '../support/stories/json.ts';
import { stage, type Person, type Stage } from '../support/stories/harness.ts';
import { inAWord } from '../support/stories/wix-calls.ts';

// Whoever may read a conversation reads all of it that is his to see, page by page.

const setup = stage();
const HOUR = 60 * 60 * 1000;
const A_WEEK_SECONDS = 7 * 24 * 3600;

afterEach(() => {
  vi.useRealTimers();
});

/** Lets time pass, for Wix and for the site alike. */
function pass(ms: number): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: now + ms });
}

/** A page as it was answered. */
async function read(person: Person, cursor?: unknown) {
  const answer = await person.call('listMessages', ...(cursor === undefined ? [] : [{ cursor }]));
  const listed = listAt(answer, 'messages');
  return {
    code: at(answer, 'error', 'code'),
    ids: listed.map((message) => at(message, '_id')),
    texts: listed.map((message) => at(message, 'items', '0', 'text')),
    cursor: at(answer, 'cursor'),
    participant: at(answer, 'participant'),
  };
}

/** The business writes so many texts, numbered; nobody is told of each. */
async function write({ admin, control }: Stage, to: object, first: number, count: number) {
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
    const story = await setup();
    const ada = kind === 'visitor' ? await story.visitor() : await story.member('ada@example.com');
    const to = kind === 'visitor' ? { anonymousVisitorId: ada.id } : { memberId: ada.id };
    await write(story, to, 0, 62);
    const texts: unknown[] = [];
    const ids: unknown[] = [];
    const sizes: number[] = [];
    let next = await read(ada);
    for (let arrived = 62; ; arrived += 2) {
      texts.push(...next.texts);
      ids.push(...next.ids);
      sizes.push(next.ids.length);
      if (next.cursor === undefined) break;
      await write(story, to, arrived, 2);
      next = await read(ada, next.cursor);
    }
    expect(texts).toEqual(Array.from({ length: 62 }, (_, index) => `No. ${61 - index}`));
    expect(new Set(ids).size).toBe(62);
    expect(sizes).toEqual([30, 30, 2]);
    expect((await read(ada)).texts[0]).toBe('No. 65');
  },
);

it('shows a visitor the last 24 hours, and a member everything that is his', async () => {
  const story = await setup();
  const ada = await story.visitor({ expiresIn: A_WEEK_SECONDS });
  const bob = await story.member('bob@example.com', { expiresIn: A_WEEK_SECONDS });
  for (const person of [ada, bob]) await person.call('sendBasicMessage', 'Yesterday');
  pass(23 * HOUR);
  for (const person of [ada, bob]) await person.call('sendBasicMessage', 'Today');
  expect((await read(ada)).texts).toEqual(['Today', 'Yesterday']);
  pass(2 * HOUR);
  expect(await read(ada)).toMatchObject({ texts: ['Today'], cursor: undefined });
  expect(await read(bob)).toMatchObject({
    texts: ['Today', 'Yesterday'],
    participant: { name: textLike(/./) },
  });
  pass(23 * HOUR);
  expect(await read(ada)).toMatchObject({ code: undefined, texts: [] });
});

it('reads nothing on from a page that ends before those 24 hours', async () => {
  const story = await setup();
  const ada = await story.visitor({ expiresIn: A_WEEK_SECONDS });
  await write(story, { anonymousVisitorId: ada.id }, 0, 35);
  pass(25 * HOUR);
  await ada.call('sendBasicMessage', 'Today');
  expect(await read(ada)).toMatchObject({ texts: ['Today'], cursor: undefined });
});

it('shows nobody the form that he sent, nor what only the business may see', async () => {
  const story = await setup();
  const ada = await story.member('ada@example.com');
  await ada.call('sendFormData', { firstName: 'Ada' });
  await ada.call('sendMinimalMessage', 'viewed-prices');
  await ada.call('sendBasicMessage', 'Hello');
  const note = { basic: { items: [{ text: 'A difficult customer' }] }, visibility: 'BUSINESS' };
  await (await story.admin()).call('sendMessageTo', { memberId: ada.id }, note);
  expect((await story.conversationOf({ memberId: ada.id })).messages).toHaveLength(4);
  expect((await read(ada)).texts).toEqual(['Hello']);
});

it.each([
  ['merged', 'HISTORY_NOT_AVAILABLE', []],
  ['not-found', 'HISTORY_NOT_AVAILABLE', []],
  ['fresh', undefined, ['Only afterwards']],
] as const)(
  'asks a visitor whose form had an address to log in, and shows him what was before then (%s)',
  async (absorbedVisitor, code, texts) => {
    const story = await setup();
    await story.control('PUT', 'assumptions', { absorbedVisitor });
    const ada = await story.visitor();
    await ada.call('sendBasicMessage', 'Before');
    expect((await read(ada)).texts).toEqual(['Before']);
    await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
    await story.emulator.settled();
    if (absorbedVisitor === 'fresh') await ada.call('sendBasicMessage', 'Only afterwards');
    expect(await read(ada)).toMatchObject({ code, texts });

    const loggedIn = await story.member('ada@example.com', { from: ada.token });
    expect((await read(loggedIn)).texts).toEqual(listWith([textLike(/^Thank you/), 'Before']));
  },
);

it('calls nobody for a cursor that does not open, and reads on after another key of the same person', async () => {
  const story = await setup();
  const ada = await story.member('ada@example.com');
  await write(story, { memberId: ada.id }, 0, 31);
  const { cursor } = await read(ada);
  const text = String(cursor);
  const from = (await story.requests()).length;
  const flipped = `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;
  for (const wrong of [flipped, text.slice(0, -1), `${text}A`, text.toUpperCase(), 'eyJhIjoxfQ']) {
    expect((await read(ada, wrong)).code).toBe('CURSOR_EXPIRED');
  }
  const asked = (await story.requests()).slice(from).map(({ operation }) => operation);
  expect(asked.filter((operation) => !operation.startsWith('Secrets'))).toEqual([]);

  const again = await story.member('ada@example.com');
  expect((await read(again, cursor)).texts).toEqual(['No. 0']);
  pass(11 * 60 * 1000);
  expect((await read(again, cursor)).code).toBe('CURSOR_EXPIRED');
  expect((await story.conversationOf({ memberId: ada.id })).messages.map(inAWord)).toHaveLength(31);
});
