// An emulated Wix without a site, whose Inbox is called as Wix's packages call it.
import { expect } from 'vitest';
import { applySeed, type Seed } from '../../../../../emulator/control/seed.ts';
import type { Identity } from '../../../../../emulator/wix/core/context.ts';
import type { AssumptionsInput } from '../../../../../emulator/wix/core/assumptions.ts';
import { APP, openWix } from '../open-wix.ts';

/** The path of Inbox's conversations. */
export const CONVERSATIONS = '/inbox/v2/conversations';
/** The path of Inbox's messages. */
export const MESSAGES = '/inbox/v2/messages';

/** A conversation as the REST API returns it. */
export interface Conversation {
  readonly id: string;
  readonly participant: object;
  readonly channels: readonly string[];
  readonly businessDisplayData: object;
  readonly participantDisplayData: { readonly name: string; readonly imageUrl?: string };
}

/** A message as the REST API returns it. */
export interface Message {
  readonly id: string;
  readonly sequence: string;
  readonly content: { readonly minimal?: { readonly text: string } };
  readonly createdDate: string;
}

/** A page of messages as the REST API returns it. */
export interface MessagePage {
  readonly messages: readonly Message[];
  readonly pagingMetadata: { readonly count: number; readonly cursors: { readonly next?: string } };
}

/** The two required fields of a message, for one from the participant. */
export const FROM_PARTICIPANT = {
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS',
} as const;

/** Builds a minimal message with a text. */
export function minimal(text: string, more: object = {}): object {
  return { content: { minimal: { text } }, ...FROM_PARTICIPANT, ...more };
}

/** Creates a Wix with Inbox for the running test. */
export async function openInbox(
  options: { readonly seed?: Seed; readonly assumptions?: AssumptionsInput } = {},
) {
  const opened = openWix(options.assumptions);
  const { call, wix } = opened;
  await applySeed(wix, options.seed ?? {});

  return {
    ...opened,
    open: (participantId: object, identity: Identity = APP) =>
      call<{ readonly conversation: Conversation; readonly newConversation: boolean }>(
        identity,
        'POST',
        CONVERSATIONS,
        { participantId },
      ),
    /** Opens a participant's conversation and returns its id. */
    async conversationOf(participantId: object): Promise<string> {
      const body = { participantId };
      const { status, json } = await call<{ readonly conversation: Conversation }>(
        APP,
        'POST',
        CONVERSATIONS,
        body,
      );
      expect(status).toBe(200);
      return json.conversation.id;
    },
    send: (conversationId: string, message: object, more: object = {}, identity: Identity = APP) =>
      call<{ readonly message: Message }>(identity, 'POST', MESSAGES, {
        conversationId,
        message,
        ...more,
      }),
    /** Lists a page of messages with the request format of Wix's packages. */
    list(conversationId: string, more: object = {}) {
      const query = { conversationId, visibility: 'BUSINESS', ...more };
      const encoded = Buffer.from(JSON.stringify(query)).toString('base64url');
      return call<MessagePage>(APP, 'GET', `${MESSAGES}?.r=${encoded}`);
    },
  };
}

/** Returns the texts of a page, in its order. */
export function textsOf({ messages }: MessagePage): readonly (string | undefined)[] {
  return messages.map(({ content }) => content.minimal?.text);
}
