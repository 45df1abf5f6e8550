// Emulates the URLs of a message's images and files, which Wix says are valid for 10 hours. Not emulated: the media
// servers, so an expired URL still has the same address.
import type { OperationContext } from '../core/context.ts';
import { readDocument } from '../../database/documents.ts';
import type { InboxMessage } from './send-message.ts';

/** How long a URL is valid, in ms. @see the type `ImageMessage` of the package @wix/auto_sdk_inbox_messages */
const URL_VALID_MS = 10 * 60 * 60 * 1000;

/**
 * Returns a message as List Messages returns it under the assumption `mediaUrls: 'expire'`: each image and file has
 * `urlExpiration`, 10 hours from now with an id, and 10 hours after sending without one. The URL of media with an id is a
 * new one (assumed).
 */
export function renewMediaUrls(
  { assumptions, now }: OperationContext,
  message: InboxMessage,
): InboxMessage {
  if (assumptions.mediaUrls === 'permanent') {
    return message;
  }
  const sentAt = new Date(message.createdDate ?? now()).getTime();
  return readDocument<InboxMessage>(
    JSON.stringify(message, (key, value: unknown) => {
      if ((key !== 'image' && key !== 'file') || !isMedia(value)) return value;
      const from = value.id === undefined ? sentAt : now().getTime();
      const expiration = new Date(from + URL_VALID_MS).toISOString();
      const url = value.id === undefined ? value.url : `${value.url}?expires=${expiration}`;
      return { ...value, url, urlExpiration: expiration };
    }),
  );
}

function isMedia(value: unknown): value is { readonly url: string; readonly id?: string } {
  return typeof value === 'object' && value !== null && 'url' in value;
}
