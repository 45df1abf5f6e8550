import { omitUndefined } from 'backend/inbox/omit-undefined';
import { readPath } from 'backend/inbox/input/read-path';
import type { ChannelForm, Channels } from 'backend/inbox/wix/port';

/** The forms in the order in which they are tried. */
export const CHANNEL_FORMS = ['names', 'ids', 'none'] as const;

/**
 * Returns the channels of a message in a form, as Wix's fields; `undefined` if they cannot be written in it.
 *
 * Wix has announced the fields with ids, but not their values; without an id in the settings, the name is tried.
 * Messages without a channel go to the chat (assumed), so only those for the chat may be sent in the form `none`.
 */
export function toChannelFields(channels: Channels, form: ChannelForm): Channels | undefined {
  if (form === 'names') return channels;
  const { sourceChannel, targetChannels } = channels;
  const { sourceChannelId = sourceChannel, targetChannelIds = targetChannels } = channels;
  if (form === 'ids') return omitUndefined({ sourceChannelId, targetChannelIds });
  const isForChat = [sourceChannel ?? 'CHAT', ...(targetChannels ?? [])].every(
    (channel) => channel === 'CHAT',
  );
  return isForChat ? {} : undefined;
}

/** Sends in the first form that Wix takes, and remembers it for the container. */
export interface ChannelForms {
  send<Result>(channels: Channels, call: (fields: Channels) => Promise<Result>): Promise<Result>;
}

/**
 * Creates the memory of one container. A form is tried only after Wix certainly refused the form before it, so no
 * message is sent twice.
 */
export function createChannelForms(): ChannelForms {
  let first = 0;
  return {
    async send(channels, call) {
      if (Object.keys(channels).length === 0) return call(channels);
      for (let index = first; ; index += 1) {
        const [form = 'none', next] = CHANNEL_FORMS.slice(index);
        const rest = next && toChannelFields(channels, next);
        try {
          const result = await call(toChannelFields(channels, form) ?? channels);
          first = index;
          return result;
        } catch (error) {
          if (rest === undefined || !refusesChannels(error)) throw error;
        }
      }
    },
  };
}

/**
 * Returns whether Wix may have refused a message because of its channels: HTTP 400 that names a field of a channel, or
 * no field.
 */
export function refusesChannels(error: unknown): boolean {
  if (readPath(error, 'status') !== 400) return false;
  const violations = readPath(error, 'details', 'validationError', 'fieldViolations');
  if (Array.isArray(violations)) {
    return violations.some((it) => /channel/i.test(String(readPath(it, 'field'))));
  }
  // Without a code of Wix, the SDK puts the status there, a number.
  return typeof readPath(error, 'details', 'applicationError', 'code') !== 'string';
}
