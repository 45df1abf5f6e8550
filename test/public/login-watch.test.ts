// Pages go on if `authentication` of @wix/site-members is removed or fails, in every way that it can.
import { expect, test, vi } from 'vitest';
import { dashboard } from 'public/inbox-dashboard';
import type { DashboardOptions } from 'public/inbox-dashboard';
import { chat } from 'public/inbox-chat';
import { createFakeChatPage } from '../support/public/fake-chat-page.ts';
import {
  createFakeSelector,
  FakeInput,
  FakeRepeater,
  FakeText,
} from '../support/public/fake-elements.ts';
import { createFakeClock, createFakeIdentity, settle } from '../support/public/fake-ports.ts';

const REJECTS = () => Promise.reject(new Error('deprecated'));
const THROWS = () => {
  throw new TypeError('authentication.onLogin is not a function');
};
const FAILING: readonly [string, DashboardOptions['identity']][] = [
  ['is absent', undefined],
  ['throws', { onLogin: THROWS, onLogout: THROWS }],
  ['rejects', { onLogin: REJECTS, onLogout: REJECTS }],
  ['has no onLogout', { onLogin: () => undefined, onLogout: THROWS }],
];

function setupDashboard(options: Partial<DashboardOptions>) {
  const recent = vi.fn(async () => ({ ok: true, recent: [] }) as const);
  const never = () => new Promise<never>(() => {});
  const recentStatus = new FakeText();
  const elements = {
    recentStatus,
    recentList: new FakeRepeater(() => ({})),
    findInput: new FakeInput(),
  };
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  dashboard(createFakeSelector(elements), {
    methods: {
      recent,
      find: never,
      open: never,
      conversation: never,
      messages: never,
      send: never,
    },
    wait: createFakeClock().wait,
    ...options,
  });
  return { recent, recentStatus };
}

test.each(FAILING)(
  'the dashboard loads, and says what to do, if authentication %s',
  async (_, identity) => {
    const { recent, recentStatus } = setupDashboard({ identity });
    await settle();
    expect(recent).toHaveBeenCalledTimes(1);
    expect(recentStatus.text).toBe('No activity yet. Reload this page after you log in or out.');
  },
);

test.each([
  ['rejects', REJECTS],
  ['throws', THROWS],
] as const)('the dashboard asks the web method if isOwner %s', async (_, isOwner) => {
  const { recent, recentStatus } = setupDashboard({ isOwner });
  await settle();
  expect(recent).toHaveBeenCalledTimes(1);
  expect(recentStatus.text).toBe('No activity yet.');
});

test('the dashboard has no hint if it is told of log-ins, or was not given authentication', async () => {
  for (const options of [{ identity: createFakeIdentity().port }, {}]) {
    const { recentStatus } = setupDashboard(options);
    await settle();
    expect(recentStatus.text).toBe('No activity yet.');
  }
});

test.each(FAILING)('the chat opens and sends if authentication %s', async (_, identity) => {
  const { $w, chatInput, chatSend } = createFakeChatPage();
  const list = vi.fn(async () => ({ ok: true, canRead: true, messages: [] }) as const);
  const send = vi.fn(async () => ({ ok: true, once: true }) as const);
  chat($w, { list, send, identity, wait: createFakeClock().wait });
  chatInput.enter('Hello');
  chatSend.click();
  await settle();
  expect(list).toHaveBeenCalledTimes(1);
  expect(send).toHaveBeenCalledTimes(1);
});
