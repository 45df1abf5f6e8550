// The unmodified SDK reads the webhooks that the emulator sends.
import { posts } from '@wix/blog';
import { contacts } from '@wix/crm';
import { conversations, messages } from '@wix/inbox';
import { members } from '@wix/members';
import { AppStrategy } from '@wix/sdk/auth/wix-app-oauth';
import { createClient } from '@wix/sdk/client';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import type { App } from '../../../../emulator/wix/apps/apps.ts';
import { SITE_ID } from '../../../../emulator/wix/core/context.ts';
import { EVENT_TYPES, type EventName } from '../../../../emulator/wix/core/event-types.ts';
import type { TokenForm } from '../../../../emulator/wix/webhooks/sign.ts';
import { DEFAULT_SWITCHES } from '../../../../emulator/wix/webhooks/delivery-switches.ts';
import { BUTTON, causeEveryEvent, TEMPLATE } from '../../../support/emulator/wix/every-event.ts';
import { openScreen, text, TO_BUSINESS } from '../../../support/emulator/screens/open-screen.ts';
import { OWNER, UNKNOWN_ID, visitor } from '../../../support/emulator/wix/open-wix.ts';
import {
  createOtherApp,
  registerApp,
  startReceiver,
} from '../../../support/emulator/wix/webhook-receiver.ts';

/** A client of an app, and the events that its handlers got, by the name of the handler. */
function openClient({ id, publicKey }: Pick<App, 'id' | 'publicKey'>) {
  const client = createClient({
    auth: AppStrategy({ appId: id, publicKey }),
    modules: { contacts, conversations, members, messages, posts },
  });
  const handled: { readonly by: string; readonly event: unknown }[] = [];
  const on = (by: string) => (event: unknown) => void handled.push({ by, event });
  client.contacts.onContactCreated(on('onContactCreated'));
  client.contacts.onContactUpdated(on('onContactUpdated'));
  client.contacts.onContactDeleted(on('onContactDeleted'));
  client.contacts.onContactMerged(on('onContactMerged'));
  client.conversations.onConversationConversationsMerged(on('onConversationConversationsMerged'));
  client.messages.onMessageSentToBusiness(on('onMessageSentToBusiness'));
  client.messages.onMessageButtonInteracted(on('onMessageButtonInteracted'));
  client.members.onMemberCreated(on('onMemberCreated'));
  client.members.onMemberUpdated(on('onMemberUpdated'));
  client.members.onMemberDeleted(on('onMemberDeleted'));
  client.posts.onPostLiked(on('onPostLiked'));
  client.posts.onPostUnliked(on('onPostUnliked'));
  return { client, handled };
}

const DATE: unknown = expect.any(Date);
const DIGITS: unknown = expect.stringMatching(/^\d+$/);
const STRING: unknown = expect.any(String);

/** The part of an event that orders it among those of its entity. */
const Sequence = v.object({ entityEventSequence: v.pipe(v.string(), v.transform(Number)) });

const TABLE: readonly {
  readonly name: EventName;
  readonly handler: string;
  readonly metadata: object;
  readonly rest: (ids: Readonly<Record<'ann' | 'chat' | 'eve' | 'lee' | 'sent', string>>) => object;
}[] = [
  {
    name: 'message-sent-to-business',
    handler: 'onMessageSentToBusiness',
    metadata: { entityFqdn: 'wix.crm.inbox.v2.message', slug: 'message_sent_to_business' },
    rest: ({ chat, sent }) => ({
      data: { conversationId: chat, message: { _id: sent, _createdDate: DATE } },
    }),
  },
  {
    name: 'message-button-interacted',
    handler: 'onMessageButtonInteracted',
    metadata: { entityFqdn: 'wix.crm.inbox.v2.message', slug: 'button_interacted' },
    rest: ({ chat }) => ({ data: { conversationId: chat, ...BUTTON } }),
  },
  {
    name: 'contact-created',
    handler: 'onContactCreated',
    metadata: { entityFqdn: 'wix.contacts.v4.contact', slug: 'created' },
    rest: ({ lee }) => ({ entity: { _id: lee, _createdDate: DATE } }),
  },
  {
    name: 'contact-updated',
    handler: 'onContactUpdated',
    metadata: {
      slug: 'updated',
      originatedFrom: 'merge',
      identity: { identityType: 'WIX_USER', wixUserId: OWNER.id },
    },
    rest: ({ ann }) => ({ entity: { _id: ann } }),
  },
  {
    name: 'contact-deleted',
    handler: 'onContactDeleted',
    metadata: { slug: 'deleted', originatedFrom: 'merge' },
    rest: ({ lee }) => ({ metadata: { entityId: lee } }),
  },
  {
    name: 'contact-merged',
    handler: 'onContactMerged',
    metadata: { slug: 'merged' },
    rest: ({ ann, lee }) => ({ data: { targetContactId: ann, sourceContactIds: [lee] } }),
  },
  {
    name: 'conversations-merged',
    handler: 'onConversationConversationsMerged',
    metadata: { entityFqdn: 'wix.crm.inbox.v2.conversation', slug: 'conversations_merged' },
    rest: () => ({ data: { oldConversationIds: [STRING] } }),
  },
  {
    name: 'member-created',
    handler: 'onMemberCreated',
    metadata: { entityFqdn: 'wix.members.v1.member', slug: 'created' },
    rest: ({ eve }) => ({
      entity: { _id: eve, loginEmail: 'eve@example.com', _createdDate: DATE },
    }),
  },
  {
    name: 'member-updated',
    handler: 'onMemberUpdated',
    metadata: { slug: 'updated' },
    rest: ({ eve }) => ({ entity: { _id: eve, status: 'BLOCKED' } }),
  },
  {
    name: 'member-deleted',
    handler: 'onMemberDeleted',
    metadata: { slug: 'deleted' },
    rest: ({ eve }) => ({ metadata: { entityId: eve } }),
  },
  {
    name: 'post-liked',
    handler: 'onPostLiked',
    metadata: {
      entityFqdn: 'wix.blog.v3.post',
      slug: 'liked',
      identity: { identityType: 'ANONYMOUS_VISITOR', anonymousVisitorId: visitor(1).id },
    },
    rest: () => ({ data: { postId: UNKNOWN_ID, anonymousVisitorId: visitor(1).id } }),
  },
  {
    name: 'post-unliked',
    handler: 'onPostUnliked',
    metadata: { entityFqdn: 'wix.blog.v3.post', slug: 'unliked' },
    rest: () => ({ data: { postId: UNKNOWN_ID } }),
  },
];

it("process and processRequest call the handler of each event, with Wix's metadata", async () => {
  const { app, tokens, ids, wix, receiver } = await causeEveryEvent();
  expect([...tokens.keys()].toSorted()).toEqual(Object.keys(EVENT_TYPES).toSorted());
  const { client, handled } = openClient(app);
  for (const { name, handler, metadata, rest } of TABLE) {
    const token = tokens.get(name) ?? '';
    const processed = await client.webhooks.process(token);
    const request = new Request(receiver.url, { method: 'POST', body: token });
    await client.webhooks.processRequest(request);
    const [first, second, ...others] = handled.splice(0);
    const logged = wix.webhooks.list(100).find(({ event }) => event.name === name)?.event;
    expect(first).toMatchObject({ by: handler, event: rest(ids) });
    expect(first).toMatchObject({
      event: {
        metadata: {
          _id: logged?.id,
          entityId: logged?.entityId,
          eventTime: DATE,
          entityEventSequence: DIGITS,
          triggeredByAnonymizeRequest: false,
          instanceId: app.instanceId,
          accountInfo: { siteId: SITE_ID },
          ...metadata,
        },
      },
    });
    expect(processed).toMatchObject({ eventType: logged?.type, instanceId: app.instanceId });
    expect(second).toEqual(first);
    expect(others).toEqual([]);
  }
  expect(
    receiver.requests.map(({ method, path, contentType }) => [method, path, contentType]),
  ).toEqual(receiver.requests.map(() => ['POST', '/webhook', 'text/plain']));
});

it('parseJWT reads the event Message Sent To Participant, which has no handler, and the order of events', async () => {
  const { app, tokens, ids } = await causeEveryEvent();
  const { client, handled } = openClient(app);
  const token = tokens.get('message-sent-to-participant') ?? '';
  await expect(client.webhooks.process(token)).rejects.toThrow('Unexpected event type');
  const { eventType, payload } = await client.webhooks.parseJWT(token);
  expect(eventType).toBe('wix.crm.inbox.v2.message_message_sent_to_participant');
  expect(payload).toMatchObject({
    entityFqdn: 'wix.crm.inbox.v2.message',
    slug: 'message_sent_to_participant',
    actionEvent: { body: { conversationId: ids.chat, message: { content: TEMPLATE } } },
  });
  expect(handled).toEqual([]);
  const read = async (name: EventName) =>
    v.parse(Sequence, (await client.webhooks.parseJWT(tokens.get(name) ?? '')).payload);
  expect((await read('post-unliked')).entityEventSequence).toBeGreaterThan(
    (await read('post-liked')).entityEventSequence,
  );
});

const REFUSED: readonly {
  readonly token: TokenForm;
  readonly code: string;
}[] = [
  { token: 'expired', code: 'ERR_JWT_EXPIRED' },
  { token: 'tampered', code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' },
  { token: 'other-key', code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' },
];

it("process refuses expired and tampered tokens, and those of another app's key", async () => {
  const receiver = await startReceiver();
  const { wix, openVisitor, send } = openScreen();
  const app = await registerApp(wix, [{ url: receiver.url }]);
  const { client, handled } = openClient(app);
  const chat = await openVisitor(1);
  for (const { token, code } of REFUSED) {
    wix.webhooks.setSwitches({ ...DEFAULT_SWITCHES, token });
    await send(chat, { ...TO_BUSINESS, content: text('hi') });
    await wix.webhooks.settled();
    const body = receiver.requests.at(-1)?.body ?? '';
    await expect(client.webhooks.process(body)).rejects.toMatchObject({ code });
  }
  wix.webhooks.setSwitches(DEFAULT_SWITCHES);
  await send(chat, { ...TO_BUSINESS, content: text('hi') });
  await wix.webhooks.settled();
  const valid = receiver.requests.at(-1)?.body ?? '';
  const other = openClient(await createOtherApp());
  await expect(other.client.webhooks.process(valid)).rejects.toMatchObject({
    code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  });
  expect([...handled, ...other.handled]).toEqual([]);
  await client.webhooks.process(valid);
  expect(handled).toHaveLength(1);
});
