// Emulates the links that a Wix button opens. Not emulated: Wix's own addresses (wix:document, anchors by name).
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
