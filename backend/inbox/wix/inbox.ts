import { conversations, messages } from '@wix/inbox';
import { toConversation, toMessage } from 'backend/inbox/input/inbox-entities';
import { readPath } from 'backend/inbox/input/read-path';
import {
  CHANNEL_FORMS,
  createChannelForms,
  refusesChannels,
  toChannelFields,
} from 'backend/inbox/wix/message-channels';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { OutgoingMessage, Wix } from 'backend/inbox/wix/port';
import { callWix, malformed } from 'backend/inbox/wix/error';
import type { TemplateButton } from 'public/inbox-shapes';

const channelForms = createChannelForms();
const NO_CONVERSATION = '00000000-0000-4000-8000-000000000000';
/** The message of `acceptedChannels`. Wix cannot send it. */
const PROBE = {
  direction: 'BUSINESS_TO_PARTICIPANT',
  visibility: 'BUSINESS',
  content: { basic: { items: [{ text: 'checkInbox' }] }, previewText: 'checkInbox' },
} as const;

/**
 * Calls Inbox through Wix's SDK. Inbox requires elevation for visitors and members, including site owners on the live
 * site.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/inbox/introduction
 */
export const createWixInbox = ({ elevate }: WixCalls) =>
  ({
    async openConversation(participant) {
      const open = elevate(conversations.getOrCreateConversation);
      const answer = await callWix('openConversation', () => open({ ...participant }));
      const conversation = toConversation(readPath(answer, 'conversation'));
      if (!conversation) throw malformed('openConversation');
      const isNew = readPath(answer, 'newConversation') === true;
      return { ...conversation, ...(isNew && { isNew }) };
    },

    /** The SDK returns the conversation, `wix-inbox.v2` an object `{ conversation }`. */
    async getConversation(conversationId) {
      const get = elevate(conversations.getConversation);
      const answer = await callWix('getConversation', () => get(conversationId));
      const conversation = toConversation(readPath(answer, 'conversation') ?? answer);
      if (!conversation) throw malformed('getConversation');
      return conversation;
    },

    async sendMessage(conversationId, message, as) {
      const send = elevate(messages.sendMessage);
      const answer = await callWix('sendMessage', () =>
        channelForms.send(message.channels ?? {}, (channels) =>
          send(conversationId, toWixMessage({ ...message, channels }), { ...as }),
        ),
      );
      const id = readPath(answer, 'message', '_id');
      if (typeof id !== 'string' || id === '') throw malformed('sendMessage');
      return id;
    },

    /** Sends to a conversation that does not exist: 404 means that Wix took the channels. */
    async acceptedChannels(channels) {
      const send = elevate(messages.sendMessage);
      return callWix('acceptedChannels', async () => {
        for (const form of CHANNEL_FORMS) {
          const fields = toChannelFields(channels, form);
          if (!fields) continue;
          try {
            await send(NO_CONVERSATION, toWixMessage({ ...PROBE, channels: fields }), {});
          } catch (error) {
            if (refusesChannels(error)) continue;
            if (readPath(error, 'status') !== 404) throw error;
          }
          return form;
        }
        return 'none';
      });
    },

    async listMessages(conversationId, { limit, cursor, visibility }) {
      const list = elevate(messages.listMessages);
      const answer = await callWix('listMessages', () =>
        list(conversationId, visibility, {
          paging: { limit, ...(cursor !== undefined && { cursor }) },
          sorting: { order: 'DESC' },
        }),
      );
      const listed = readPath(answer, 'messages') ?? [];
      if (!Array.isArray(listed)) throw malformed('listMessages');
      const next = readPath(answer, 'pagingMetadata', 'cursors', 'next');
      return {
        messages: listed.map(toMessage).filter((message) => message !== undefined),
        ...(typeof next === 'string' && next !== '' && { cursor: next }),
      };
    },
  }) satisfies Pick<
    Wix,
    'openConversation' | 'getConversation' | 'sendMessage' | 'acceptedChannels' | 'listMessages'
  >;

/** A type without `readonly`. */
type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
    : Value;

/** Copies a message to Wix's property names, in new objects that the SDK may change. */
function toWixMessage({
  channels,
  ...message
}: OutgoingMessage): messages.Message & { content: messages.MessageContent } {
  const { content, ...rest } = copy(message);
  const wixMessage = { ...rest, ...copy(channels ?? {}) };
  if (!('template' in content)) return { ...wixMessage, content };
  const { buttons, ...template } = content.template;
  const { previewText } = content;
  const wixTemplate = { ...template, ...(buttons && { buttons: buttons.map(toWixButton) }) };
  return { ...wixMessage, content: { previewText, template: wixTemplate } };
}

function toWixButton(button: TemplateButton) {
  if ('launchUrl' in button) return button;
  const { label, interactionId } = button;
  return { label, postbackProperties: { interactionId } };
}

/** Copies a plain JSON value. */
function copy<Value extends object>(value: Value): Mutable<Value>;
function copy(value: object): unknown {
  const json: unknown = JSON.parse(JSON.stringify(value));
  return json;
}
