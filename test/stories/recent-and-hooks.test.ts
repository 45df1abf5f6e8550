// What the site hears of Inbox: the owner's list, buttons, the site's own hooks and its other backend code.
import { array, looseObject, parse } from 'valibot';
import { afterEach, expect, it, vi } from 'vitest';
import { at } from '../support/stories/json.ts';
import { siteVariant } from '../support/site-variant.ts';
import { ownStage, stage, type Stage } from '../support/stories/harness.ts';
import { inAWord } from '../support/stories/wix-calls.ts';

const setup = stage();
const READINGS = [
  { eventMetadata: 'velo', apiMessageComesBack: 'yes' },
  { eventMetadata: 'sdk', apiMessageComesBack: 'yes' },
  { eventMetadata: 'velo', apiMessageComesBack: 'no' },
] as const;

afterEach(() => void vi.restoreAllMocks());

/** What the owner's list says, newest first. */
async function recentOf({ admin, events }: Stage): Promise<readonly object[]> {
  await events('message-sent-to-business');
  const answer = await (await admin()).call('listRecent', { limit: 50 });
  const recent = at(answer, 'recent');
  return parse(array(looseObject({})), recent);
}

it.each(READINGS)('lists what happened once, without a word of it (%o)', async (readings) => {
  const story = await setup();
  await story.control('PUT', 'assumptions', readings);
  const ada = await story.visitor();
  await ada.call('sendBasicMessage', 'canary');
  await ada.call('sendFormData', { firstName: 'canary', email: 'canary@example.com' });

  const recent = await recentOf(story);
  const kinds = recent.map((event) => String(at(event, 'kind'))).toSorted();
  expect(kinds).toEqual(
    readings.apiMessageComesBack === 'yes'
      ? ['contact', 'form', 'merged', 'message', 'message']
      : ['contact', 'merged'],
  );
  expect(JSON.stringify(recent)).not.toContain('canary');
  const times = recent.map((event) => String(at(event, 'at')));
  expect(times).toEqual(times.toSorted().toReversed());
});

it('tells the owner what to create where the collection is missing, and goes on', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const story = await ownStage({ site: '.', seed: 'test/support/stories/empty-seed.json' });
  const ada = await story.visitor();
  expect(await ada.call('sendFormData', { firstName: 'Ada' })).toMatchObject({ ok: true });
  await story.events('message-sent-to-business');
  const answer = await (await story.admin()).call('listRecent');
  expect(at(answer, 'error', 'code')).toBe('COLLECTION_MISSING');
  expect(at(answer, 'error', 'message')).toContain('InboxRecent');
  const said = warn.mock.calls.map(String).filter((line) => line.includes('COLLECTION_MISSING'));
  expect(said).toHaveLength(1);
  expect(error.mock.calls.map(String)).toEqual([expect.stringContaining('listRecent')]);
});

it('lets nobody but an Admin look for people or see what happened', async () => {
  const story = await setup();
  for (const person of [await story.visitor(), await story.member('ada@example.com')]) {
    for (const method of ['findParticipants', 'listRecent', 'openConversation']) {
      await expect(person.call(method, { email: 'nora@example.com' })).rejects.toThrow('403');
    }
  }
  expect(await story.requests()).toEqual([]);
});

it('finds a member and a contact for the owner, and writes to an address', async () => {
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
  expect(messages.map(inAWord)).toEqual(['Your bowl is ready.']);

  const nobody = await owner.call('sendMessageTo', { email: 'nobody@example.com' }, hello);
  expect(at(nobody, 'error', 'code')).toBe('PARTICIPANT_NOT_FOUND');
  const sms = await owner.call('sendMessageTo', { email: 'nora@example.com' }, hello, {
    channel: 'SMS',
  });
  expect(at(sms, 'error', 'code')).toBe('CHANNEL_NOT_AVAILABLE');
});

/** A site with a button, hooks, and code of its own that writes when a post is liked. */
function siteWithOwnCode(): string {
  return siteVariant({
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      const heard: string[] = [];
      export const settings = {
        ...original,
        buttons: {
          'confirm-*': ({ interactionId }) => ({
            basic: { items: [{ text: 'Confirmed ' + interactionId.slice(8) + ', after ' + heard.length }] },
          }),
        },
        hooks: {
          beforeSend(message) {
            const text = JSON.stringify(message);
            return text.includes('forbidden') ? undefined : JSON.parse(text.replace(/\\d{4,}/g, '****'));
          },
          onMessage: (message) => void heard.push(message._id),
        },
      };
    `,
    'backend/events': `
      import { sendMessageTo } from 'backend/inbox.web';
      export * from 'backend/events-original';
      export async function wixBlog_onPostLiked({ data }) {
        const { memberId } = data;
        const answer = await sendMessageTo({ memberId }, { basic: { items: [{ text: 'Thank you!' }] } });
        if (!answer.ok) throw new Error(answer.error.code);
      }
    `,
  });
}

it('runs the site’s own code: hooks, a button, and what writes from another handler', async () => {
  const story = await ownStage({ site: siteWithOwnCode() });
  const { member, admin, control, conversationOf } = story;
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
  await story.events('message-button-interacted');
  await control('POST', 'events/post-liked', {
    postId: '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11',
    memberId: nora.id,
  });

  const { messages } = await conversationOf(to);
  expect(messages.map(inAWord)).toEqual([
    'My card is ****',
    'template',
    'Confirmed 7, after 2',
    'Thank you!',
  ]);
});
