// Events of Inbox as Wix documents them, in both shapes of their metadata.
import { onTestFinished } from 'vitest';
import type { InboxSettings } from 'backend/inbox/settings';
import { setup } from './setup.ts';

/** An event as an event handler receives it. */
export interface InboxEvent {
  readonly metadata: object;
  readonly data: object;
}

/** The shape of an event's metadata: as documented for Velo, or as documented for Wix's packages. */
export type Shape = 'velo' | 'sdk';

/** Both shapes, for tests that hold for either. */
export const SHAPES: readonly Shape[] = ['velo', 'sdk'];

/** The id of the conversation of an event, unless the test passes another one. */
export const CONVERSATION = '0e6f7c1a-3b52-4d7e-9a41-6c0f6f1d2b3c';
/** The id of another conversation. */
export const OTHER_CONVERSATION = '1f6f7c1a-3b52-4d7e-9a41-6c0f6f1d2b3c';
const EVENT = '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11';

/** Returns the metadata of an event. */
export function metadataOf(shape: Shape, entityId: string, at: string, more: object = {}): object {
  const common = { entityId, triggeredByAnonymizeRequest: false, ...more };
  return shape === 'velo'
    ? { id: EVENT, eventTime: at.replace(/Z$/, '123Z'), ...common }
    : {
        _id: EVENT,
        eventTime: new Date(at),
        slug: 'x',
        entityFqdn: 'wix.crm.inbox.v2.x',
        ...common,
      };
}

/** Returns the event of a sent message. `message.direction` defaults to `PARTICIPANT_TO_BUSINESS`. */
export function messageEvent({
  shape = 'velo',
  id = '1001',
  at = '2026-11-20T09:00:00.000Z',
  conversationId = CONVERSATION,
  message = {},
  metadata = {},
}: {
  readonly shape?: Shape;
  readonly id?: string;
  readonly at?: string;
  readonly conversationId?: string;
  readonly message?: object;
  readonly metadata?: object;
} = {}): InboxEvent {
  return {
    metadata: metadataOf(shape, id, at, metadata),
    data: {
      conversationId,
      message: {
        _id: id,
        sequence: id,
        _createdDate: shape === 'velo' ? at : new Date(at),
        sourceChannel: 'UNKNOWN_CHANNEL_TYPE',
        targetChannels: [],
        direction: 'PARTICIPANT_TO_BUSINESS',
        visibility: 'BUSINESS_AND_PARTICIPANT',
        sender: { anonymousVisitorId: OTHER_CONVERSATION },
        content: {
          previewText: 'canary',
          contentType: 'BASIC',
          basic: { items: [{ text: 'canary' }] },
        },
        ...message,
      },
    },
  };
}

/** Returns the event of merged conversations. */
export function mergeEvent(
  shape: Shape,
  targetConversationId: string,
  oldConversationIds: readonly string[],
): InboxEvent {
  const metadata = metadataOf(shape, targetConversationId, '2026-11-20T09:00:00.000Z');
  return { metadata, data: { targetConversationId, oldConversationIds } };
}

/** Returns the event of a button click. */
export function buttonEvent(
  interactionId: string,
  interactedBy: object,
  {
    shape = 'velo',
    at = '2026-11-20T09:00:00.000Z',
    entityId = '2001',
    data = {},
    metadata = {},
  }: {
    readonly shape?: Shape;
    readonly at?: string;
    readonly entityId?: string;
    readonly data?: object;
    readonly metadata?: object;
  } = {},
): InboxEvent {
  return {
    metadata: metadataOf(shape, entityId, at, metadata),
    data: {
      conversationId: CONVERSATION,
      appId: OTHER_CONVERSATION,
      interactionId,
      interactedBy,
      ...data,
    },
  };
}

/** Creates an inbox and its event handlers, called without a session as Wix does. */
export function setupEvents(overrides: Partial<InboxSettings> = {}) {
  const harness = setup(overrides);
  const { world, inbox, runEventHandler } = harness;
  const handle = (work: () => Promise<void>) =>
    world.runAs('event-handler', () => runEventHandler(work));
  onTestFinished(() => world.close());
  return {
    ...harness,
    toBusiness: (event: unknown) =>
      handle(() => inbox.onMessageSent(event, 'PARTICIPANT_TO_BUSINESS')),
    toParticipant: (event: unknown) =>
      handle(() => inbox.onMessageSent(event, 'BUSINESS_TO_PARTICIPANT')),
    merged: (event: unknown) => handle(() => inbox.onConversationsMerged(event)),
    clicked: (event: unknown) => handle(() => inbox.handleButtonClick(event)),
    rows: () => [...(world.recent?.values() ?? [])],
    recent: async (options?: unknown) => (await inbox.listRecent(options)).recent,
  };
}
