import { InboxError } from 'backend/inbox/error';
import { invalidInput } from 'backend/inbox/input/readers';
import type { Channels, OutgoingMessage } from 'backend/inbox/wix/port';
import type { Channel, Conversation } from 'public/inbox-shapes';

/**
 * Sets the target channel of a message.
 *
 * @throws {InboxError} INVALID_INPUT if messages of this type have no channel.
 */
export function withChannel(
  message: OutgoingMessage,
  channel: Channel | undefined,
): OutgoingMessage {
  if (channel === undefined) return message;
  if (!message.channels) {
    throw invalidInput('options.channel', 'Only a basic or template message has a channel.');
  }
  const { targetChannels: _, targetChannelIds: __, ...source }: Channels = message.channels;
  return { ...message, channels: { ...source, targetChannels: [channel] } };
}

/**
 * Checks that the conversation supports the channel. If Wix does not list the conversation's channels, only CHAT is
 * available.
 *
 * @throws {InboxError} CHANNEL_NOT_AVAILABLE, with the available channels.
 */
export function requireChannel(
  { channels = ['CHAT'] }: Conversation,
  channel: Channel | undefined,
): void {
  if (channel === undefined || channels.includes(channel)) return;
  const message = `Expected one of ${channels.join(', ') || 'none'}.`;
  throw new InboxError('CHANNEL_NOT_AVAILABLE', { fields: { 'options.channel': message } });
}
