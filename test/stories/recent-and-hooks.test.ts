// The list of recent events, and the site's own code: hooks, button handlers and other event handlers.
import { array, looseObject, parse } from 'valibot';
import { afterEach, expect, it, vi } from 'vitest';
import { at, listAt } from '../support/stories/json.ts';
import { siteVariant } from '../support/site-variant.ts';
import { createHarness, shareEmulator, type Harness } from '../support/stories/harness.ts';
import { summarize } from '../support/stories/wix-calls.ts';

const setup = shareEmulator();
const ASSUMPTIONS = [
  { eventMetadata: 'velo', apiMessageComesBack: 'yes' },
  { eventMetadata: 'sdk', apiMessageComesBack: 'yes' },
  { eventMetadata: 'velo', apiMessageComesBack: 'no' },
] as const;

afterEach(() => void vi.restoreAllMocks());

/** Returns the recent events, newest first. */
async function listRecentAsOwner({ admin, events }: Harness): Promise<readonly object[]> {
  await events('message-sent-to-business');
  const result = await (await admin()).call('listRecent', { limit: 50 });
  const recent = at(result, 'recent');
  return parse(array(looseObject({})), recent);
}

it.each(ASSUMPTIONS)(
  'lists each event once, without the texts of people (%o)',
  async (assumptions) => {
    const harness = await setup();
    await harness.control('PUT', 'assumptions', assumptions);
    const ada = await harness.visitor();
    await ada.call('sendBasicMessage', 'canary');
    await ada.call('sendFormData', { firstName: 'canary', email: 'canary@example.com' });

    const recent = await listRecentAsOwner(harness);
    const kinds = recent.map((event) => String(at(event, 'kind'))).toSorted();
    expect(kinds).toEqual(
      assumptions.apiMessageComesBack === 'yes'
        ? ['contact', 'form', 'merged', 'message', 'message']
        : ['contact', 'merged'],
    );
    expect(JSON.stringify(recent)).not.toContain('canary');
    const times = recent.map((event) => String(at(event, 'at')));
    expect(times).toEqual(times.toSorted().toReversed());
  },
);

it('listRecent returns the newest events first, up to the limit', async () => {
  const { admin, visitor, emulator } = await setup();
  const [owner, ada] = [await admin(), await visitor()];
  for (const text of ['One', 'Two', 'Three']) await ada.call('sendBasicMessage', text);
  await emulator.settled();
  const all = listAt(await owner.call('listRecent', { limit: 50 }), 'recent');
  const two = listAt(await owner.call('listRecent', { limit: 2 }), 'recent');
  expect(all).toHaveLength(3);
  expect(two).toEqual(all.slice(0, 2));
  expect(JSON.stringify(all)).not.toContain('Three');
  expect(at(await owner.call('listRecent', { limit: 51 }), 'error', 'code')).toBe('INVALID_INPUT');
});

it('returns COLLECTION_MISSING without the collection, and continues to send', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const seed = 'test/support/stories/seed-without-recent.json';
  const harness = await createHarness({ site: '.', seed });
  const ada = await harness.visitor();
  expect(await ada.call('sendFormData', { firstName: 'Ada' })).toMatchObject({ ok: true });
  await harness.events('message-sent-to-business');
  const result = await (await harness.admin()).call('listRecent');
  expect(at(result, 'error', 'code')).toBe('COLLECTION_MISSING');
  expect(at(result, 'error', 'message')).toContain('InboxRecent');
  const warnings = warn.mock.calls
    .map(String)
    .filter((line) => line.includes('COLLECTION_MISSING'));
  expect(warnings).toHaveLength(1);
  expect(error.mock.calls.map(String)).toEqual([expect.stringContaining('listRecent')]);
});

it('allows only an Admin to find people and list recent events', async () => {
  const harness = await setup();
  for (const person of [await harness.visitor(), await harness.member('ada@example.com')]) {
    for (const method of ['findParticipants', 'listRecent', 'openConversation']) {
      await expect(person.call(method, { email: 'nora@example.com' })).rejects.toThrow('403');
    }
  }
  expect(await harness.requests()).toEqual([]);
});

it('finds a member by name, and writes to an e-mail address', async () => {
  const { admin, conversationOf } = await setup();
  const owner = await admin();
  const found = await owner.call('findParticipants', { name: 'Nora' });
  expect(at(found, 'participants')).toMatchObject([
    { name: 'Nora Baum', email: 'nora@example.com' },
  ]);
  const [nora] = [at(found, 'participants', '0', 'participant')];
  expect(nora).toHaveProperty('memberId');

  const hello = { basic: { items: [{ text: 'Your bowl is ready.' }] } };
  const sent = await owner.call('sendMessageTo', { email: 'NORA@example.com' }, hello, {
    channel: 'EMAIL',
  });
  expect(sent).toMatchObject({ ok: true });
  const { messages } = await conversationOf({ memberId: at(nora, 'memberId') });
  expect(messages.map(summarize)).toEqual(['Your bowl is ready.']);

  const unknown = await owner.call('sendMessageTo', { email: 'unknown@example.com' }, hello);
  expect(at(unknown, 'error', 'code')).toBe('PARTICIPANT_NOT_FOUND');
  const sms = await owner.call('sendMessageTo', { email: 'nora@example.com' }, hello, {
    channel: 'SMS',
  });
  expect(at(sms, 'error', 'code')).toBe('CHANNEL_NOT_AVAILABLE');
});

/** Creates a site with a button handler, hooks, and an event handler that sends a message when a post is liked. */
function siteWithOwnCode(): string {
  return siteVariant({
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      const received: string[] = [];
      export const settings = {
        ...original,
        buttons: {
          'confirm-*': ({ interactionId }) => ({
            basic: { items: [{ text: 'Confirmed ' + interactionId.slice(8) + ', after ' + received.length }] },
          }),
        },
        hooks: {
          beforeSend(message) {
            const text = JSON.stringify(message);
            return text.includes('forbidden') ? undefined : JSON.parse(text.replace(/\\d{4,}/g, '****'));
          },
          onMessage: (message) => void received.push(message._id),
        },
      };
    `,
    'backend/events': `
      import { sendMessageTo } from 'backend/inbox.web';
      export * from 'backend/events-original';
      export async function wixBlog_onPostLiked({ data }) {
        const { memberId } = data;
        const result = await sendMessageTo({ memberId }, { basic: { items: [{ text: 'Thank you!' }] } });
        if (!result.ok) throw new Error(result.error.code);
      }
    `,
  });
}

it('runs the site’s hooks, button handlers and event handlers', async () => {
  const harness = await createHarness({ site: siteWithOwnCode() });
  const { member, admin, control, conversationOf } = harness;
  const nora = await member('nora@example.com');
  await nora.call('sendBasicMessage', 'My card is 47110815');
  const blocked = await nora.call('sendBasicMessage', 'This is forbidden');
  expect(at(blocked, 'error', 'code')).toBe('BLOCKED');

  const owner = await admin();
  const to = { memberId: nora.id };
  const sent = await owner.call('sendMessageTo', to, {
    template: { title: 'Your order', buttons: [{ label: 'Confirm', interactionId: 'confirm-7' }] },
  });
  await control('POST', `conversations/${String(at(sent, 'conversationId'))}/press`, {
    messageId: at(sent, 'messageId'),
    interactionId: 'confirm-7',
  });
  await harness.events('message-button-interacted');
  await control('POST', 'events/post-liked', {
    postId: '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11',
    memberId: nora.id,
  });

  const { messages } = await conversationOf(to);
  expect(messages.map(summarize)).toEqual([
    'My card is ****',
    'template',
    'Confirmed 7, after 2',
    'Thank you!',
  ]);
});
