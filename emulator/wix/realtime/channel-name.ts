// What Wix Realtime takes for a channel and a message. Leaves out the limits of how many.
import { WixApiError } from '../core/wix-error.ts';
import type { Channel } from './channels.ts';

/** Limits of Wix Realtime. @see the package @wix/realtime, `validateChannel`, and "Max: 10 KB" on the page of `publish()` */
const REALTIME_LIMITS = { CHANNEL_NAME_CHARS: 140, PAYLOAD_BYTES: 10 * 1024 } as const;

/** The names of channels: letters, digits, `-` and `_`; `@` begins those that Wix makes. */
const CHANNEL_NAME = /^@?[A-Za-z0-9_-]+$/;

/** The channel that stands for another one in the editor's preview. @see the package @wix/realtime-common, `resolveDuplexerChannelName` */
export function inPreview(channel: Channel): Channel {
  return { ...channel, name: `@preview-${channel.name}` };
}

/** Makes a channel of what was sent; an empty resource is none (assumed). */
export function toChannel(name: string, resourceId?: string | null): Channel {
  return { name, ...(resourceId ? { resourceId } : {}) };
}

/**
 * Refuses what Wix's packages refuse before they send it; that the server does too is assumed, as are the codes.
 * @throws {WixApiError} 400 INVALID_CHANNEL, 400 PAYLOAD_TOO_LARGE
 */
export function requirePublishable(channel: Channel, payload: unknown): void {
  requireChannel(channel);
  const bytes = Buffer.byteLength(JSON.stringify(payload) ?? '');
  if (bytes > REALTIME_LIMITS.PAYLOAD_BYTES) {
    throw new WixApiError(
      400,
      'PAYLOAD_TOO_LARGE',
      `The payload has ${String(bytes)} bytes, allowed are ${String(REALTIME_LIMITS.PAYLOAD_BYTES)}`,
    );
  }
}

/** @throws {WixApiError} 400 INVALID_CHANNEL */
export function requireChannel({ name, resourceId = '' }: Channel): void {
  const chars = name.length + resourceId.length;
  if (!CHANNEL_NAME.test(name) || chars > REALTIME_LIMITS.CHANNEL_NAME_CHARS) {
    throw new WixApiError(
      400,
      'INVALID_CHANNEL',
      `A channel of ${String(chars)} characters came; allowed are letters, digits, - and _ in its name, ${String(REALTIME_LIMITS.CHANNEL_NAME_CHARS)} characters with its resource`,
    );
  }
}
