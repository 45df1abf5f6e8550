import { posts } from '@wix/blog';
import { contacts } from '@wix/crm';
import { conversations, messages } from '@wix/inbox';
import { EventDefinition } from '@wix/sdk';
import type { WixClient } from '@wix/sdk/client';
import type { SelfHostedInbox } from './self-hosted-inbox.ts';

/** The client whose webhooks are handled. */
type WebhookClient = Pick<WixClient, 'use' | 'webhooks'>;

/** What came of a webhook's request: `refused` is one that is not from Wix, or an event without a handler. */
export type WebhookOutcome = 'handled' | 'refused' | 'failed';

/** Handles a webhook's request. */
export type HandleWebhook = (request: Request) => Promise<WebhookOutcome>;

class HandlerError extends Error {}

/**
 * `@wix/inbox` has no definition of this event.
 *
 * @see https://dev.wix.com/docs/api-reference/crm/communication/inbox/messages/message-sent-to-participant
 */
const onMessageSentToParticipant = EventDefinition(
  'wix.crm.inbox.v2.message_message_sent_to_participant',
  true,
)();

/**
 * Connects Wix's webhooks to the event handlers, as `backend/events.ts` does on a Velo site. Wix delivers an event again
 * if it gets no response with status 200 within 1,250 ms; the handlers can run twice.
 *
 * @see https://dev.wix.com/docs/build-apps/develop-your-app/api-integrations/events-and-webhooks/about-webhooks
 */
export function connectWebhooks(
  client: WebhookClient,
  { inbox, runEventHandler }: Pick<SelfHostedInbox, 'inbox' | 'runEventHandler'>,
): HandleWebhook {
  const run = async (handler: () => Promise<void>) => {
    await runEventHandler(handler).catch((cause: unknown) => {
      throw new HandlerError('A handler failed', { cause });
    });
  };
  client.use(contacts.onContactCreated)((event) => run(() => inbox.sendThankYou(event)));
  client.use(posts.onPostLiked)((event) => run(() => inbox.sendPostLiked(event)));
  client.use(conversations.onConversationConversationsMerged)((event) =>
    run(() => inbox.onConversationsMerged(event)),
  );
  client.use(messages.onMessageSentToBusiness)((event) =>
    run(() => inbox.onMessageSent(event, 'PARTICIPANT_TO_BUSINESS')),
  );
  client.use(onMessageSentToParticipant)((event) =>
    run(() => inbox.onMessageSent(event, 'BUSINESS_TO_PARTICIPANT')),
  );
  client.use(messages.onMessageButtonInteracted)((event) =>
    run(() => inbox.handleButtonClick(event)),
  );
  return async (request) => {
    try {
      await client.webhooks.processRequest(request);
      return 'handled';
    } catch (error) {
      return error instanceof HandlerError ? 'failed' : 'refused';
    }
  };
}
