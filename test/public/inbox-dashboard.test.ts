import { expect, test } from 'vitest';
import type { StoragePort } from 'public/inbox-storage';
import { createFakeStorage, settle } from '../support/public/fake-ports.ts';
import { dashboardPage } from '../support/public/dashboard-page.ts';

const SENT = { ok: true, once: true, conversationId: 'a', messageId: '1' } as const;
const REFUSED = { ok: false, error: { code: 'BLOCKED', message: 'This cannot be sent.' } } as const;

/** Creates a dashboard with a message of Ada (row 1) and one of Ben (row 0). */
async function setup(options: Parameters<typeof dashboardPage>[0] = {}) {
  const dashboard = await dashboardPage(options);
  dashboard.names.set('a', 'Ada').set('b', 'Ben').set('c', 'Ada Falk');
  await dashboard.receive('a', 'from Ada');
  await dashboard.receive('b', 'from Ben');
  return dashboard;
}

test('shows the name of each participant, read once for each conversation', async () => {
  const { who, receive, reads } = await setup();
  await receive('a', 'again');
  expect(who()).toEqual(['Ada (New)', 'Ben (New)', 'Ada (New)']);
  expect(reads).toEqual(['a', 'b']);
});

/** Names as Wix can return them, and how they are shown in a row and above the conversation. */
const NAMES = [
  ['', '', 'Visitor'],
  [' \u200b', '', 'Visitor'],
  ['<b>Ada</b> & Co', '<b>Ada</b> & Co', '<b>Ada</b> & Co'],
  ['Ada \u202e(nimda)\n', 'Ada (nimda)', 'Ada (nimda)'],
  ['עדה', 'עדה', 'עדה'],
] as const;

test.each(NAMES)('shows the name %j', async (name, row, above) => {
  const { who, names, receive, open, page } = await dashboardPage();
  names.set('a', name);
  await receive('a', 'Hello');
  await open(0);
  expect([who(), page.conversationName.text]).toEqual([[row], above]);
});

test('marks what arrived since the last look, until its conversation is opened', async () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const { who, receive, open } = await setup({ storage });
  expect(who()).toEqual(['Ben (New)', 'Ada (New)']);
  await open(1);
  expect(who()).toEqual(['Ben (New)', 'Ada']);
  await receive('a', 'while it is open');
  expect(who()).toEqual(['Ada', 'Ben (New)', 'Ada']);
  expect([...stored.values()]).toEqual(['2026-11-03T10:02:00.000Z']);

  const next = await setup({ storage });
  expect(next.who()).toEqual(['Ben', 'Ada']);
});

test('scrolls to an opened conversation and moves the focus to the reply', async () => {
  const { page, open, shownTexts } = await setup();
  await open(1);
  expect([page.conversationBox.scrolls, page.conversationInput.focusCount]).toEqual([1, 1]);
  expect([page.conversationName.text, ...shownTexts()]).toEqual(['Ada', 'from Ada']);
});

test('keeps a draft for each conversation', async () => {
  const { page, open, identity, replies } = await setup();
  await open(1);
  page.conversationInput.enter('to Ada');
  page.recentList.items()[0]?.recentOpen.click();
  expect(page.conversationInput.value).toBe('');
  // The conversation of Ben is still loading.
  page.conversationSend.click();
  page.conversationInput.enter('to Ben');
  await open(0);
  expect(page.conversationInput.value).toBe('to Ben');
  await open(1);
  expect(page.conversationInput.value).toBe('to Ada');
  expect(replies).toEqual([]);
  identity.logout();
  await open(1);
  expect(page.conversationInput.value).toBe('');
});

/** Creates a function that loads the dashboard in one browser tab, as a member. */
function setupTab() {
  const tab = createFakeStorage();
  const load = (member: string | undefined, draftStorage: StoragePort = tab.port) =>
    setup({ draftStorage, memberId: async () => member });
  return { tab, load };
}

test('keeps the drafts of the same person when the page is loaded again, also of a merged conversation', async () => {
  const { tab, load } = setupTab();
  const first = await load('ola');
  await first.open(1);
  first.page.conversationInput.enter('to Ada');
  await first.open(0);
  first.page.conversationInput.enter('to Ben');
  await settle();
  const next = await load('ola');
  await next.open(0);
  expect(next.page.conversationInput.value).toBe('to Ben');
  await next.merge('a', 'c');
  await next.open(1);
  expect(next.page.conversationInput.value).toBe('to Ada');
  next.page.conversationSend.click();
  await next.replies[0]?.answer(SENT);
  expect(tab.items.get('velo-inbox.replies')).toContain('{"b":"to Ben"}');
  next.identity.logout();
  await settle();
  expect(tab.keys()).toEqual([]);
});

test.each([
  ['of another person', 'nora'],
  ['of someone who is not known', undefined],
])('shows no stored drafts to a session %s', async (_, member) => {
  const { load } = setupTab();
  const first = await load('ola');
  await first.open(1);
  first.page.conversationInput.enter('to Ada');
  await settle();
  const next = await load(member);
  await next.open(1);
  expect(next.page.conversationInput.value).toBe('');
});

test('works if the storage and the member fail', async () => {
  const { load } = setupTab();
  const fail = () => {
    throw new Error('blocked');
  };
  const { page, open } = await load('ola', { getItem: fail, setItem: fail, removeItem: fail });
  await open(1);
  page.conversationInput.enter('to Ada');
  await open(0);
  await open(1);
  expect(page.conversationInput.value).toBe('to Ada');
});

test('tells what is wrong with a reply', async () => {
  const { page, open, replies } = await setup();
  await open(1);
  expect(page.conversationInput.maxLength).toBe(16384);
  page.conversationInput.enter('Hello');
  page.conversationSend.click();
  const fields = { message: 'At most 16384 characters, got 17000.' };
  const error = { code: 'INVALID_INPUT', message: 'Please check your entries.', fields } as const;
  await replies[0]?.answer({ ok: false, error });
  expect(page.conversationStatus.text).toBe(fields.message);
});

/** The outcome of a reply, and what its conversation shows then. */
const OUTCOMES = [
  { answer: SENT, status: 'Reply sent.', draft: '' },
  { answer: REFUSED, status: 'This cannot be sent.', draft: 'to Ada' },
] as const;

test.each(OUTCOMES)(
  'shows the outcome "$status" in the conversation of the reply only',
  async ({ answer, status, draft }) => {
    const { page, open, replies } = await setup();
    await open(1);
    page.conversationInput.enter('to Ada');
    page.conversationSend.click();
    expect([page.conversationSend.enabled, page.conversationInput.focusCount]).toEqual([false, 2]);
    await open(0);
    expect([page.conversationStatus.text, page.conversationSend.enabled]).toEqual(['', true]);
    page.conversationInput.enter('to Ben');
    await replies[0]?.answer(answer);
    expect([page.conversationStatus.text, page.conversationInput.value]).toEqual(['', 'to Ben']);
    expect(replies.map(({ to }) => to)).toEqual([{ anonymousVisitorId: 'a' }]);
    await open(1);
    expect([page.conversationStatus.text, page.conversationInput.value]).toEqual([status, draft]);
  },
);

test('follows the open conversation when Wix merges it, with its draft', async () => {
  const { page, open, merge, shownTexts, replies } = await setup();
  await open(1);
  page.conversationInput.enter('to Ada');
  await merge('a', 'c');
  expect([page.conversationName.text, ...shownTexts()]).toEqual(['Ada Falk', 'from Ada']);
  expect([page.conversationInput.value, page.conversationStatus.text]).toEqual(['to Ada', '']);
  page.conversationSend.click();
  expect(replies.map(({ to }) => to)).toEqual([{ anonymousVisitorId: 'c' }]);
});

test('opens the merged conversation from an old row, with the draft of the old one', async () => {
  const { page, open, merge, shownTexts } = await setup();
  await open(1);
  page.conversationInput.enter('to Ada');
  await open(0);
  await merge('a', 'c');
  await open(1);
  expect([page.conversationName.text, ...shownTexts()]).toEqual(['Ada Falk', 'from Ada']);
  expect(page.conversationInput.value).toBe('to Ada');
});

test('searches for a name if no phone number is found, and shows the results of the last search', async () => {
  const { page, search, searches, found } = await setup();
  await search('4711');
  searches[0]?.find();
  await settle();
  expect(searches.map(({ query }) => query)).toEqual([{ phone: '4711' }, { name: '4711' }]);
  await search('Ada');
  searches[2]?.find('Ada');
  await settle();
  // The answer to the search before.
  searches[1]?.find('4711');
  await settle();
  expect([found(), page.findStatus.text]).toEqual([['Ada'], '']);
  await search('Nora');
  searches[3]?.find();
  await settle();
  expect([found(), page.findStatus.text]).toEqual([[], 'No people found.']);
});

test('announces new messages of the open conversation', async () => {
  const { page, open, receive } = await setup();
  await open(1);
  expect(page.conversationAnnouncement.text).toBe('');
  await receive('b', 'not open');
  expect(page.conversationAnnouncement.text).toBe('');
  await receive('a', 'more');
  expect(page.conversationAnnouncement.text).toBe('Ada: more');
});
