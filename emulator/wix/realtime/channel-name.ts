// Emulates Wix Realtime's validation of channel names and payloads. Not emulated: rate limits, quotas.
import { WixApiError } from '../core/wix-error.ts';
import type { Channel } from './channels.ts';

/** Limits of Wix Realtime. @see the package @wix/realtime, `validateChannel`, and "Max: 10 KB" on the page of `publish()` */
const REALTIME_LIMITS = { CHANNEL_NAME_CHARS: 140, PAYLOAD_BYTES: 10 * 1024 } as const;

/** The form of a channel name: letters, digits, `-` and `_`; a leading `@` is reserved for Wix's own channels. */
const CHANNEL_NAME = /^@?[A-Za-z0-9_-]+$/;

/** Returns the preview's channel for a channel. @see the package @wix/realtime-common, `resolveDuplexerChannelName` */
export function toPreviewChannel(channel: Channel): Channel {
  return { ...channel, name: `@preview-${channel.name}` };
}

/** Creates a channel from a request's fields; an empty resource id counts as none (assumed). */
export function toChannel(name: string, resourceId?: string | null): Channel {
  return { name, ...(resourceId ? { resourceId } : {}) };
}

/**
 * Checks a channel and a payload as Wix's packages do before they send. Assumed: the server checks the same, with these
 * codes.
 * @throws {WixApiError} 400 INVALID_CHANNEL, 400 PAYLOAD_TOO_LARGE
 */
export function checkPublish(channel: Channel, payload: unknown): void {
  checkChannel(channel);
  const bytes = Buffer.byteLength(JSON.stringify(payload) ?? '');
  if (bytes > REALTIME_LIMITS.PAYLOAD_BYTES) {
    throw new WixApiError(
      400,
      'PAYLOAD_TOO_LARGE',
      `The payload has ${String(bytes)} bytes; the maximum is ${String(REALTIME_LIMITS.PAYLOAD_BYTES)}`,
    );
  }
}

/** Checks the name and the resource id of a channel. @throws {WixApiError} 400 INVALID_CHANNEL */
export function checkChannel({ name, resourceId = '' }: Channel): void {
  const chars = name.length + resourceId.length;
  if (!CHANNEL_NAME.test(name) || chars > REALTIME_LIMITS.CHANNEL_NAME_CHARS) {
    throw new WixApiError(
      400,
      'INVALID_CHANNEL',
      `The channel is invalid (${String(chars)} characters). Its name may have letters, digits, - and _; name and resource id together may have ${String(REALTIME_LIMITS.CHANNEL_NAME_CHARS)} characters`,
    );
  }
}
