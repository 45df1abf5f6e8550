// A Wix without a site whose Inbox is called as the packages call it.
import { expect } from 'vitest';
import { applySeed, type Seed } from '../../../../emulator/control/seed.ts';
import type { Identity } from '../../../../emulator/wix/core/context.ts';
import type { AssumptionsInput } from '../../../../emulator/wix/core/assumptions.ts';
import { APP, openWix } from '../open-wix.ts';

/** The path of Inbox's conversations and messages. */
export const CONVERSATIONS = '/inbox/v2/conversations';
export const MESSAGES = '/inbox/v2/messages';

/** A conversation as the REST API answers it. */
export interface Conversation {
  readonly id: string;
  readonly participant: object;
  readonly channels: readonly string[];
  readonly businessDisplayData: object;
  readonly participantDisplayData: { readonly name: string; readonly imageUrl?: string };
}

/** A message as the REST API answers it. */
export interface Message {
  readonly id: string;
  readonly sequence: string;
  readonly content: { readonly minimal?: { readonly text: string } };
  readonly createdDate: string;
}

/** A page of messages as the REST API answers it. */
export interface MessagePage {
  readonly messages: readonly Message[];
  readonly pagingMetadata: { readonly count: number; readonly cursors: { readonly next?: string } };
}

/** The two fields that every message must have. */
export const FROM_PARTICIPANT = {
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS',
} as const;

/** A minimal message with a text. */
export function minimal(text: string, more: object = {}): object {
  return { content: { minimal: { text } }, ...FROM_PARTICIPANT, ...more };
}

/** Opens a Wix with Inbox for the running test. */
export async function openInbox(
  options: { readonly seed?: Seed; readonly readings?: AssumptionsInput } = {},
) {
  const opened = openWix(options.readings);
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
    /** The id of a participant's conversation. */
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
    /** A page, asked for as the packages do. */
    list(conversationId: string, more: object = {}) {
      const query = { conversationId, visibility: 'BUSINESS', ...more };
      const encoded = Buffer.from(JSON.stringify(query)).toString('base64url');
      return call<MessagePage>(APP, 'GET', `${MESSAGES}?.r=${encoded}`);
    },
  };
}

/** The texts of a page, in its order. */
export function textsOf({ messages }: MessagePage): readonly (string | undefined)[] {
  return messages.map(({ content }) => content.minimal?.text);
}
