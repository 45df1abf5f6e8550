// Emulates the links that a Wix button opens. Not emulated: Wix's own addresses (wix:document, anchors by name).
import { toLocalMediaUrl } from '../media-url.ts';
import { notEmulated } from './not-emulated.ts';

/**
 * Returns the link if it is an http(s) URL, a path of the site, `mailto:`, `tel:`, or `''` for no link.
 * @throws {NotEmulatedError} for other links
 */
export function checkLink(link: string): string {
  if (link === '' || /^(https?:\/\/|mailto:|tel:|[/#?](?!\/))/iu.test(link)) return link;
  throw notEmulated(
    `The link "${link.slice(0, 60)}"`,
    'Use an http(s) URL, a path of the site, mailto: or tel:.',
  );
}

/** Opens a link as a Wix button does. A file on Wix's media servers opens from the emulator. */
export function openLink(link: string, target: string): void {
  window.open(toLocalMediaUrl(link) ?? link, target, 'noopener');
}

/** Handles a click on an `<a>`: opens a file on Wix's media servers from the emulator. */
export function openUploadedFile(event: Event): void {
  const { currentTarget } = event;
  if (!(currentTarget instanceof HTMLAnchorElement)) return;
  const url = toLocalMediaUrl(currentTarget.href);
  if (url === undefined) return;
  event.preventDefault();
  window.open(url, '_blank', 'noopener');
}
