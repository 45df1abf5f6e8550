// What a button of a page may open. Leaves out Wix's own addresses (wix:document, anchors by name).
import { refusal } from './not-emulated.ts';

/** Takes what the local Wix opens: https and http addresses, paths of the site, mail and telephone; `''` is no link. */
export function toLink(link: string): string {
  if (link === '' || /^(https?:\/\/|mailto:|tel:|[/#?](?!\/))/iu.test(link)) return link;
  throw refusal(
    `A link of ${link.split(':')[0]?.slice(0, 20) ?? ''}: `,
    'Use an https: address or a path of the site.',
  );
}
