import { auth } from '@wix/essentials';
import { conversations, messages } from '@wix/inbox';
import { toConversation, toMessage } from 'backend/inbox/inbox-entities';
import { readPath } from 'backend/inbox/read-path';
import type { Channels, OutgoingMessage, Wix } from 'backend/inbox/wix';
import { callWix, malformed } from 'backend/inbox/wix-error';
import type { BasicItem, Content, Form } from 'public/inbox-shapes';

/**
 * Conversations and messages, over Wix's SDK. Every call is elevated: Inbox answers only to the
 * business, and an owner on the live site is a member like others.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/inbox/introduction
 */
export const wixInbox = {
  async openConversation(participant) {
    const open = auth.elevate(conversations.getOrCreateConversation);
    const answer = await callWix('openConversation', () => open({ ...participant }));
    const conversation = toConversation(readPath(answer, 'conversation'));
    if (!conversation) throw malformed('openConversation');
    return conversation;
  },

  /** The SDK answers the conversation, Velo's older module `{ conversation }`. */
  async getConversation(conversationId) {
    const get = auth.elevate(conversations.getConversation);
    const answer = await callWix('getConversation', () => get(conversationId));
    const conversation = toConversation(readPath(answer, 'conversation') ?? answer);
    if (!conversation) throw malformed('getConversation');
    return conversation;
  },

  async sendMessage(conversationId, message, as) {
    const send = auth.elevate(messages.sendMessage);
    const answer = await callWix('sendMessage', () =>
      send(conversationId, toWixMessage(message), { ...as }),
    );
    const id = readPath(answer, 'message', '_id');
    if (typeof id !== 'string' || id === '') throw malformed('sendMessage');
    return id;
  },

  async listMessages(conversationId, { limit, cursor, visibility }) {
    const list = auth.elevate(messages.listMessages);
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
} satisfies Pick<Wix, 'openConversation' | 'getConversation' | 'sendMessage' | 'listMessages'>;

/** Copies a message into objects that the SDK may change, under Wix's names. */
function toWixMessage({
  content,
  badges,
  channels,
  ...message
}: OutgoingMessage): messages.Message & { content: messages.MessageContent } {
  return {
    ...message,
    content: { ...toWixContent(content), previewText: content.previewText },
    ...(badges && { badges: badges.map((badge) => ({ ...badge })) }),
    ...(channels && toWixChannels(channels)),
  };
}

function toWixContent(content: Content): messages.MessageContent {
  if ('basic' in content) {
    return { basic: { items: content.basic.items.map(copyItem) } };
  }
  if ('minimal' in content) return { minimal: { ...content.minimal } };
  if ('form' in content) {
    const { media, ...form } = content.form;
    const fields = form.fields.map((field) => ({ ...field }));
    return { form: { ...form, fields, ...(media && { media: media.map(copyMedia) }) } };
  }
  const { textLines, buttons, ...template } = content.template;
  return {
    template: {
      ...template,
      ...(textLines && { textLines: [...textLines] }),
      ...(buttons && {
        buttons: buttons.map((button) =>
          'launchUrl' in button
            ? { ...button }
            : { label: button.label, postbackProperties: { interactionId: button.interactionId } },
        ),
      }),
    },
  };
}

function copyItem(item: BasicItem) {
  return 'text' in item ? { text: item.text } : copyMedia(item);
}

function copyMedia(item: NonNullable<Form['media']>[number]) {
  return 'image' in item ? { image: { ...item.image } } : { file: { ...item.file } };
}

/** Wix's channels: one message has one of them at present. */
function toWixChannels({ targetChannels, targetChannelIds, ...source }: Channels) {
  return {
    ...source,
    ...(targetChannels && { targetChannels: [...targetChannels] }),
    ...(targetChannelIds && { targetChannelIds: [...targetChannelIds] }),
  };
}
