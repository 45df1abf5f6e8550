import { InboxError } from 'backend/inbox/error';
import { invalidInput } from 'backend/inbox/input/readers';
import type { Channels, OutgoingMessage } from 'backend/inbox/wix/port';
import type { Channel, Conversation } from 'public/inbox-shapes';

/**
 * Sends a message by a chosen channel in place of the settings': the only place that knows how Wix
 * wants a channel named.
 *
 * @throws {InboxError} INVALID_INPUT if messages of this type have no channel.
 */
export function byChannel(message: OutgoingMessage, channel: Channel | undefined): OutgoingMessage {
  if (channel === undefined) return message;
  if (!message.channels) {
    throw invalidInput('options.channel', 'Only a basic or template message has a channel.');
  }
  const { targetChannels: _, targetChannelIds: __, ...source }: Channels = message.channels;
  return { ...message, channels: { ...source, targetChannels: [channel] } };
}

/**
 * Sees that a conversation offers the chosen channel. Where Wix no longer says what one offers, only
 * chat is known to be there.
 *
 * @throws {InboxError} CHANNEL_NOT_AVAILABLE with what there is.
 */
export function requireChannel(
  { channels = ['CHAT'] }: Conversation,
  channel: Channel | undefined,
): void {
  if (channel === undefined || channels.includes(channel)) return;
  const says = `Expected one of ${channels.join(', ') || 'none'}.`;
  throw new InboxError('CHANNEL_NOT_AVAILABLE', { fields: { 'options.channel': says } });
}
