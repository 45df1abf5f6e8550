import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { visit } from 'unist-util-visit';
import { elementsOf } from './html.mjs';
import { anchorsOf } from './pages.mjs';

/** @typedef {import('./pages.mjs').Page} Page */

/**
 * Returns an error for each link or image of the pages whose target does not exist. URLs are not fetched.
 *
 * @param {string} root The folder of the project.
 * @param {readonly Page[]} pages
 * @returns {readonly string[]} `docs/install.md:12: <error, and how to fix it>`
 */
export function linkErrors(root, pages) {
  const anchors = new Map(pages.map((page) => [page.file, anchorsOf(page)]));
  return pages.flatMap((page) =>
    linksOf(page).flatMap(({ url, line }) => {
      const message = errorOf(root, page.file, url, anchors);
      return message === undefined ? [] : [`${page.file}:${line}: ${message}`];
    }),
  );
}

/** @param {Page} page @returns {readonly { url: string, line: number }[]} */
function linksOf({ tree }) {
  /** @type {{ url: string, line: number }[]} */
  const links = [];
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 1;
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      links.push({ url: node.url, line });
    }
    // A reference without a definition is parsed as text: `[the guide][guide]`.
    if (node.type === 'text') {
      const [, label] = /\]\[([^\]]+)\]/.exec(node.value) ?? [];
      if (label !== undefined) links.push({ url: `[${label}]`, line });
    }
    if (node.type === 'html') {
      const elements = elementsOf(node.value);
      links.push(
        ...elements.flatMap(({ attributes, line: at }) =>
          [attributes.get('href'), attributes.get('src')]
            .filter((url) => url !== undefined)
            .map((url) => ({ url, line: line + at - 1 })),
        ),
      );
    }
  });
  return links;
}

/**
 * @param {string} root
 * @param {string} from The page with the link.
 * @param {string} url
 * @param {ReadonlyMap<string, ReadonlySet<string>>} anchors By page.
 * @returns {string | undefined}
 */
function errorOf(root, from, url, anchors) {
  if (url.startsWith('[')) return `the reference ${url} has no definition; add "${url}: <URL>"`;
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(url)) return externalError(url);
  const [address = '', anchor] = url.split('#');
  if (address.startsWith('/')) return `${url} starts at "/"; write it relative to this page`;
  const target = address === '' ? from : posix.join(posix.dirname(from), decodeURI(address));
  if (target.startsWith('..')) return `${url} leads out of the project; link to a file of it`;
  if (!existsSync(join(root, target)) && !anchors.has(target)) {
    return `${url} leads to ${target}, which does not exist; correct the path`;
  }
  if (anchor === undefined) return undefined;
  const known = anchors.get(target.replace(/\/$/, ''));
  if (known === undefined) return `#${anchor} is in no page of the documentation; leave it out`;
  if (known.has(anchor)) return undefined;
  return `${target} has no heading #${anchor}; it has ${[...known].map((it) => `#${it}`).join(', ')}`;
}

/** @param {string} url */
function externalError(url) {
  // The emulator's URL.
  if (/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/.test(url)) return undefined;
  return /^https:\/\/[^/]/.test(url) ? undefined : `${url} is not https; link to an https URL`;
}
