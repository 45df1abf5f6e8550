import { expect, it } from 'vitest';
import { wixBlog_onPostLiked, wixCrm_onContactCreated } from '../../backend/events.ts';
import { runInContext } from '../../emulator/backend/request-context.ts';
import { VELO_APP_ID } from '../../emulator/wix/core/context.ts';
import { objectWith, textLike } from '../support/stories/json.ts';
import {
  siteLog,
  stage,
  type Person,
  type Stage,
  type WireCall,
} from '../support/stories/harness.ts';
import {
  inAWord,
  openConversation,
  SEND_AS_BUSINESS,
  SEND_TO_BUSINESS,
  thanks,
} from '../support/stories/wix-calls.ts';

const setup = stage();
const THANK_YOU = 'Thank you for your message. We will get back to you soon.';
const POST = '7d0c9a52-4e1b-4f0e-9b64-3f6f2a8f1c01';
const OTHER_POST = '7d0c9a52-4e1b-4f0e-9b64-3f6f2a8f1c02';
const LIKES = '/blog/v1/likes';
const FROM_THE_SITE = { source: { sourceType: 'WIX_APP', appId: VELO_APP_ID } };

/** Tells the site once more of a contact that it knows, as Wix may. */
const redeliver = ({ control }: Stage, contactId: string | undefined) =>
  control('POST', 'events/contact-created', { entityId: contactId, ...FROM_THE_SITE });

const like = ({ rest }: Stage, who: Person, entityId: string) =>
  rest('POST', LIKES, { like: { fqdn: 'wix.blog.v3.post', entityId } }, who);
const unlike = ({ rest }: Stage, who: Person, entityId: string) =>
  rest('DELETE', `${LIKES}/fqdn/wix.blog.v3.post/entity-id/${entityId}`, undefined, who);

/** What the handlers asked of Wix, without the likes themselves. */
async function handlersCalls({ wire }: Stage): Promise<readonly WireCall[]> {
  return (await wire()).filter(({ by }) => by === 'app');
}

it('greets a contact whom the site’s form made, once, however often Wix tells of him', async () => {
  const story = await setup();
  const contactId = await story.formContact('ada@example.com');
  expect(await story.wire()).toEqual(thanks(contactId));
  await redeliver(story, contactId);
  await redeliver(story, contactId);

  const { messages } = await story.conversationOf({ contactId });
  expect(messages).toEqual([objectWith({ direction: 'BUSINESS_TO_PARTICIPANT', silent: false })]);
  expect(messages.map(inAWord)).toEqual([THANK_YOU]);
  const outcomes = (await story.events('contact-created')).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['delivered', 'delivered', 'delivered']);
});

it('greets in the contact’s language, without notification and without a word that he typed', async () => {
  const story = await setup();
  const name = { first: 'Buy at', last: 'https://spam.example' };
  const contactId = await story.formContact('ada@example.com', { locale: 'de-AT', name });
  const [greeting] = (await story.conversationOf({ contactId })).messages;
  expect(greeting && inAWord(greeting)).toBe(
    'Vielen Dank für Ihre Nachricht. Wir melden uns bald.',
  );
  expect(JSON.stringify(greeting)).not.toContain('spam');
  const sent = (await story.requests()).find(({ operation }) => operation.endsWith('.SendMessage'));
  expect(sent?.body).toMatchObject({ sendNotifications: false });
});

it('does not greet a contact whom the owner added, or who came from elsewhere', async () => {
  const story = await setup();
  await story.contact('ada@example.com');
  for (const source of [
    { sourceType: 'IMPORT' },
    { sourceType: 'WIX_APP', appId: '11111111-2222-4333-8444-555555555555' },
  ]) {
    const info = { emails: { items: [{ email: 'bob@example.com' }] } };
    await story.control('POST', 'contacts', { info, source });
  }
  expect(await story.wire()).toEqual([]);
});

it('greets a contact who is a member as the member', async () => {
  const story = await setup();
  const ada = await story.member('ada@example.com');
  const before = (await story.wire()).length;
  await redeliver(story, ada.contactId);
  const [query] = thanks(ada.contactId);
  expect((await story.wire()).slice(before)).toEqual([
    query,
    openConversation({ memberId: ada.id }),
    SEND_AS_BUSINESS,
  ]);
});

it('writes to nobody because somebody’s data is erased', async () => {
  const story = await setup();
  const contactId = await story.contact('ada@example.com');
  const metadata = { entityId: contactId, triggeredByAnonymizeRequest: true };
  const events = [
    [wixCrm_onContactCreated, { metadata, entity: { _id: contactId, ...FROM_THE_SITE } }],
    [wixBlog_onPostLiked, { metadata, data: { postId: POST, anonymousVisitorId: contactId } }],
  ] as const;
  const asked: string[] = [];
  const session = {
    elevatedToken: 'app',
    handleRequest({ path }: { path: string }) {
      asked.push(path);
      return { status: 400, headers: { 'content-type': 'application/json' }, body: '{}' };
    },
  };
  for (const [handler, event] of events) {
    await runInContext(session, () => handler(event));
    expect(asked).toEqual([]);
  }

  // The same without the mark is heard, so it is the mark that makes the handlers deaf.
  siteLog();
  for (const [handler, event] of events) {
    const heard = { ...event, metadata: { ...metadata, triggeredByAnonymizeRequest: false } };
    await expect(runInContext(session, () => handler(heard))).rejects.toThrow(/^Failed to handle/);
  }
  expect(asked).toHaveLength(2);
});

it('is done with a contact who is gone when Wix tells of him', async () => {
  const log = siteLog();
  const story = await setup();
  await redeliver(story, '11111111-2222-4333-8444-555555555555');
  const [event] = await story.events('contact-created');
  expect(event).toMatchObject({ outcome: 'delivered' });
  expect([...log]).toEqual([textLike(/PARTICIPANT_NOT_FOUND/)]);
});

it('greets with the next telling what Wix refused for certain, and never twice what it may have sent', async () => {
  siteLog();
  const story = await setup();
  const fail = (kind: object) =>
    story.control('PUT', 'faults', {
      faults: [{ operation: SEND_AS_BUSINESS.call, calls: 'first', ...kind }],
    });
  await fail({ kind: 'status', status: 403 });
  const refused = await story.formContact('ada@example.com');
  await story.events('contact-created');
  await fail({ kind: 'executed-504' });
  const sent = await story.formContact('bob@example.com');
  for (const contactId of [refused, sent]) {
    await redeliver(story, contactId);
    const { messages } = await story.conversationOf({ contactId });
    expect(messages.map(inAWord)).toEqual([THANK_YOU]);
  }
  const told = (await story.events('contact-created')).map(({ outcome, error }) => [
    outcome,
    error,
  ]);
  const failed = ['failed', textLike(/^Error: Failed to handle the event: [A-Z_]+: /)];
  expect(told).toEqual([failed, failed, ['delivered', undefined], failed]);
  expect(story.thrown()).toHaveLength(3);
});

it.each(['visitor', 'member'] as const)(
  'tells the business once of each post that a %s likes, again and again',
  async (kind) => {
    const story = await setup();
    const ada = kind === 'member' ? await story.member('ada@example.com') : await story.visitor();
    const participant = kind === 'member' ? { memberId: ada.id } : { anonymousVisitorId: ada.id };
    const before = (await handlersCalls(story)).length;
    await like(story, ada, POST);
    const calls = [openConversation(participant), SEND_TO_BUSINESS];
    expect((await handlersCalls(story)).slice(before)).toEqual(calls);

    await unlike(story, ada, POST);
    await like(story, ada, POST);
    await story.control('POST', 'events/post-liked', { postId: POST, ...participant });
    await like(story, ada, OTHER_POST);

    const { messages } = await story.conversationOf(participant);
    expect(messages.map(inAWord)).toEqual([
      `Liked the blog post ${POST}`,
      `Liked the blog post ${OTHER_POST}`,
    ]);
    expect(messages.map(({ sender }) => sender)).toMatchObject([participant, participant]);
    expect(messages.every(({ silent }) => silent)).toBe(true);
    expect(await story.events('post-liked')).toHaveLength(4);
  },
);

it('tells apart two people who like one post', async () => {
  const story = await setup();
  const people = [await story.visitor(), await story.visitor()];
  for (const who of people) await like(story, who, POST);
  for (const { id } of people) {
    expect((await story.conversationOf({ anonymousVisitorId: id })).messages).toHaveLength(1);
  }
});
