import { expect, it } from 'vitest';
import { wixBlog_onPostLiked, wixCrm_onContactCreated } from '../../backend/events.ts';
import { runInContext } from '../../emulator/backend/request-context.ts';
import { VELO_APP_ID } from '../../emulator/wix/core/context.ts';
import { objectWith, textLike } from '../support/stories/json.ts';
import {
  captureSiteLog,
  shareEmulator,
  type Person,
  type Harness,
  type WixCall,
} from '../support/stories/harness.ts';
import {
  summarize,
  openConversation,
  SEND_AS_BUSINESS,
  SEND_TO_BUSINESS,
  thankYouCalls,
} from '../support/stories/wix-calls.ts';

const setup = shareEmulator();
const THANK_YOU = 'Thank you for your message. We will get back to you soon.';
const POST = '7d0c9a52-4e1b-4f0e-9b64-3f6f2a8f1c01';
const OTHER_POST = '7d0c9a52-4e1b-4f0e-9b64-3f6f2a8f1c02';
const LIKES = '/blog/v1/likes';
const FROM_THE_SITE = { source: { sourceType: 'WIX_APP', appId: VELO_APP_ID } };

/** Delivers the event of a known contact again, as Wix may. */
const redeliver = ({ control }: Harness, contactId: string | undefined) =>
  control('POST', 'events/contact-created', { entityId: contactId, ...FROM_THE_SITE });

const like = ({ rest }: Harness, who: Person, entityId: string) =>
  rest('POST', LIKES, { like: { fqdn: 'wix.blog.v3.post', entityId } }, who);
const unlike = ({ rest }: Harness, who: Person, entityId: string) =>
  rest('DELETE', `${LIKES}/fqdn/wix.blog.v3.post/entity-id/${entityId}`, undefined, who);

/** Returns the calls that the handlers made, without the likes themselves. */
async function listHandlerCalls({ wixCalls }: Harness): Promise<readonly WixCall[]> {
  return (await wixCalls()).filter(({ by }) => by === 'app');
}

it('thanks a contact created by the site’s form once, even if the event is delivered again', async () => {
  const harness = await setup();
  const contactId = await harness.formContact('ada@example.com');
  expect(await harness.wixCalls()).toEqual(thankYouCalls(contactId));
  await redeliver(harness, contactId);
  await redeliver(harness, contactId);

  const { messages } = await harness.conversationOf({ contactId });
  expect(messages).toEqual([objectWith({ direction: 'BUSINESS_TO_PARTICIPANT', silent: false })]);
  expect(messages.map(summarize)).toEqual([THANK_YOU]);
  const outcomes = (await harness.events('contact-created')).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['delivered', 'delivered', 'delivered']);
});

it('thanks in the contact’s language, without a notification and without text that they entered', async () => {
  const harness = await setup();
  const name = { first: 'Buy at', last: 'https://spam.example' };
  const contactId = await harness.formContact('ada@example.com', { locale: 'de-AT', name });
  const [greeting] = (await harness.conversationOf({ contactId })).messages;
  expect(greeting && summarize(greeting)).toBe(
    'Vielen Dank für Ihre Nachricht. Wir melden uns bald.',
  );
  expect(JSON.stringify(greeting)).not.toContain('spam');
  const sent = (await harness.requests()).find(({ operation }) =>
    operation.endsWith('.SendMessage'),
  );
  expect(sent?.body).toMatchObject({ sendNotifications: false });
});

it('does not thank a contact whom the owner or another app added', async () => {
  const harness = await setup();
  await harness.contact('ada@example.com');
  for (const source of [
    { sourceType: 'IMPORT' },
    { sourceType: 'WIX_APP', appId: '11111111-2222-4333-8444-555555555555' },
  ]) {
    const info = { emails: { items: [{ email: 'bob@example.com' }] } };
    await harness.control('POST', 'contacts', { info, source });
  }
  expect(await harness.wixCalls()).toEqual([]);
});

it('thanks a contact who is a member in the member’s conversation', async () => {
  const harness = await setup();
  const ada = await harness.member('ada@example.com');
  const before = (await harness.wixCalls()).length;
  await redeliver(harness, ada.contactId);
  const [query] = thankYouCalls(ada.contactId);
  expect((await harness.wixCalls()).slice(before)).toEqual([
    query,
    openConversation({ memberId: ada.id }),
    SEND_AS_BUSINESS,
  ]);
});

it('ignores events that Wix sends because a person’s data is erased', async () => {
  const harness = await setup();
  const contactId = await harness.contact('ada@example.com');
  const metadata = { entityId: contactId, triggeredByAnonymizeRequest: true };
  const events = [
    [wixCrm_onContactCreated, { metadata, entity: { _id: contactId, ...FROM_THE_SITE } }],
    [wixBlog_onPostLiked, { metadata, data: { postId: POST, anonymousVisitorId: contactId } }],
  ] as const;
  const paths: string[] = [];
  const session = {
    elevatedToken: 'app',
    handleRequest({ path }: { path: string }) {
      paths.push(path);
      return { status: 400, headers: { 'content-type': 'application/json' }, body: '{}' };
    },
  };
  for (const [handler, event] of events) {
    await runInContext(session, () => handler(event));
    expect(paths).toEqual([]);
  }

  // The same events without the mark are handled, which proves that the handlers read the mark.
  captureSiteLog();
  for (const [handler, event] of events) {
    const unmarked = { ...event, metadata: { ...metadata, triggeredByAnonymizeRequest: false } };
    await expect(runInContext(session, () => handler(unmarked))).rejects.toThrow(
      /^Failed to handle/,
    );
  }
  // The like asks for the title of the post, too.
  expect(paths).toHaveLength(3);
  expect(paths[1]).toContain('/posts/');
});

it('finishes the event of a contact who no longer exists', async () => {
  const log = captureSiteLog();
  const harness = await setup();
  await redeliver(harness, '11111111-2222-4333-8444-555555555555');
  const [event] = await harness.events('contact-created');
  expect(event).toMatchObject({ outcome: 'delivered' });
  expect([...log]).toEqual([textLike(/PARTICIPANT_NOT_FOUND/)]);
});

it('thanks at the next delivery after a certain refusal, and finds a message whose outcome was unknown', async () => {
  captureSiteLog();
  const harness = await setup();
  const fail = (kind: object) =>
    harness.control('PUT', 'faults', {
      faults: [{ operation: SEND_AS_BUSINESS.call, calls: 'first', ...kind }],
    });
  await fail({ kind: 'status', status: 403 });
  const refused = await harness.formContact('ada@example.com');
  await harness.events('contact-created');
  await fail({ kind: 'executed-504' });
  const sent = await harness.formContact('bob@example.com');
  for (const contactId of [refused, sent]) {
    await redeliver(harness, contactId);
    const { messages } = await harness.conversationOf({ contactId });
    expect(messages.map(summarize)).toEqual([THANK_YOU]);
  }
  const deliveries = (await harness.events('contact-created')).map(({ outcome, error }) => [
    outcome,
    error,
  ]);
  const failed = ['failed', textLike(/^Error: Failed to handle the event: [A-Z_]+: /)];
  const delivered = ['delivered', undefined];
  expect(deliveries).toEqual([failed, failed, delivered, delivered]);
  expect(harness.takeThrown()).toHaveLength(2);
});

it.each(['visitor', 'member'] as const)(
  'reports each post that a %s likes once, even if they like it again',
  async (kind) => {
    const harness = await setup();
    const ada =
      kind === 'member' ? await harness.member('ada@example.com') : await harness.visitor();
    const participant = kind === 'member' ? { memberId: ada.id } : { anonymousVisitorId: ada.id };
    const before = (await listHandlerCalls(harness)).length;
    await like(harness, ada, POST);
    const calls = [openConversation(participant), SEND_TO_BUSINESS];
    expect((await listHandlerCalls(harness)).slice(before)).toEqual(calls);

    await unlike(harness, ada, POST);
    await like(harness, ada, POST);
    await harness.control('POST', 'events/post-liked', { postId: POST, ...participant });
    await like(harness, ada, OTHER_POST);

    const { messages } = await harness.conversationOf(participant);
    expect(messages.map(summarize)).toEqual([
      'Liked the blog post “A first bowl in three evenings”',
      'Liked a blog post',
    ]);
    expect(messages.map(({ sender }) => sender)).toMatchObject([participant, participant]);
    expect(messages.every(({ silent }) => silent)).toBe(true);
    expect(await harness.events('post-liked')).toHaveLength(4);
  },
);

it('reports two people who like the same post separately', async () => {
  const harness = await setup();
  const people = [await harness.visitor(), await harness.visitor()];
  for (const person of people) await like(harness, person, POST);
  for (const { id } of people) {
    expect((await harness.conversationOf({ anonymousVisitorId: id })).messages).toHaveLength(1);
  }
});
