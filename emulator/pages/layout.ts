// Emulates the page layouts that the Wix editor stores. A layout is an HTML file with the page's elements:
// `<editor folder>/<page>.html`. Not emulated: the editor's own format.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Content types of the files that a layout may load from the editor folder, by extension. */
const ASSET_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
/** The end of the name of a file with the code of an HtmlComponent, which a page shows in a frame. */
const COMPONENT_END = '.component.html';

/** A file that a layout loads, such as a stylesheet or an image. */
export interface LayoutAsset {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Reads the layout of a page by the page's title; returns `undefined` if the editor folder has none. */
export function readLayout(editor: string | undefined, title: string): string | undefined {
  const file = findFile(editor, `${title}.html`);
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

const DATASET = /data-wix-type\s*=\s*["']?(?:Dynamic)?Dataset\b/u;

/** Returns whether any layout of an editor folder has a dataset. */
export function usesDatasets(editor: string | undefined): boolean {
  if (editor === undefined || !existsSync(editor)) return false;
  return readdirSync(editor)
    .filter((name) => name.endsWith('.html'))
    .some((name) => DATASET.test(readFileSync(join(editor, name), 'utf8')));
}

/** Matches the attribute on `<body>` or `<html>` that marks the layout of the home page. */
const HOME_PAGE_ATTRIBUTE = /<(?:body|html)[^>]*\sdata-wix-home-page\b/iu;

/** Returns whether the layout of a page marks it as the site's home page. */
export function isMarkedAsHomePage(editor: string | undefined, title: string): boolean {
  return HOME_PAGE_ATTRIBUTE.test(readLayout(editor, title) ?? '');
}

/**
 * Inserts a page into the layout of the master page (`masterPage.html`), if there is one: at its `<slot></slot>`, or
 * else at its end. Links to the current page get `aria-current="page"`, as in Wix's menus.
 * @param paths the URL paths of the current page
 */
export function wrapInMasterPage(
  editor: string | undefined,
  html: string,
  paths: readonly string[],
): string {
  const master = readLayout(editor, 'masterPage');
  const body = /<body[^>]*>([\s\S]*)<\/body>/iu.exec(html)?.[1];
  if (master === undefined || body === undefined) return html;
  const withCurrentLinks = paths.reduce(
    (text, path) => text.replaceAll(`href="${path}"`, `href="${path}" aria-current="page"`),
    master,
  );
  const combined = withCurrentLinks.includes(SLOT)
    ? withCurrentLinks.replace(SLOT, () => body)
    : withCurrentLinks + body;
  return html.replace(body, () => combined);
}

const SLOT = '<slot></slot>';

/** Reads an asset of the editor folder. The name is matched against the folder's entries, never joined to a path. */
export function readLayoutAsset(editor: string | undefined, name: string): LayoutAsset | undefined {
  const type = name.endsWith(COMPONENT_END)
    ? 'text/html; charset=utf-8'
    : ASSET_TYPES[extname(name)];
  const file = type === undefined ? undefined : findFile(editor, name);
  if (type === undefined || file === undefined) return undefined;
  return { type, content: new Uint8Array(readFileSync(file)) };
}

function findFile(editor: string | undefined, name: string): string | undefined {
  if (editor === undefined || !existsSync(editor)) return undefined;
  const entry = readdirSync(editor, { withFileTypes: true }).find(
    (it) => it.isFile() && it.name.toLowerCase() === name.toLowerCase(),
  );
  return entry === undefined ? undefined : join(editor, entry.name);
}
