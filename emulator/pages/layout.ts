// What the Wix editor holds of a page: its elements. Here plain HTML, `<editor folder>/<page>.html`. Leaves out the editor's own format.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Files of a layout that a browser loads beside it, by extension. */
const ASSET_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** A file beside a layout. */
export interface LayoutAsset {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Reads the layout of a page, by the page's title; `undefined` where the folder has none. */
export function readLayout(editor: string | undefined, title: string): string | undefined {
  const file = fileNamed(editor, `${title}.html`);
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

/** Marks the layout of the page that `/` shows, in its `<body>` or `<html>`. */
const HOME = /<(?:body|html)[^>]*\sdata-wix-home-page\b/iu;

/** Tells whether the editor says of a page that it is the site's home page. */
export function isHome(editor: string | undefined, title: string): boolean {
  return HOME.test(readLayout(editor, title) ?? '');
}

/**
 * Puts what the site's pages share around a page, if the editor has it; links to the open page say so, as Wix's
 * menus do.
 * @param paths the addresses of the open page
 */
export function withMaster(
  editor: string | undefined,
  html: string,
  paths: readonly string[],
): string {
  const master = readLayout(editor, 'masterPage');
  const body = /<body[^>]*>([\s\S]*)<\/body>/iu.exec(html)?.[1];
  if (master === undefined || body === undefined) return html;
  const told = paths.reduce(
    (text, path) => text.replaceAll(`href="${path}"`, `href="${path}" aria-current="page"`),
    master,
  );
  const whole = told.includes(SLOT) ? told.replace(SLOT, () => body) : told + body;
  return html.replace(body, () => whole);
}

const SLOT = '<slot></slot>';

/** Reads a file beside the layouts. Names are looked up in the folder's list, never joined from a URL. */
export function readLayoutAsset(editor: string | undefined, name: string): LayoutAsset | undefined {
  const type = ASSET_TYPES[extname(name)];
  const file = type === undefined ? undefined : fileNamed(editor, name);
  if (type === undefined || file === undefined) return undefined;
  return { type, content: new Uint8Array(readFileSync(file)) };
}

function fileNamed(editor: string | undefined, name: string): string | undefined {
  if (editor === undefined || !existsSync(editor)) return undefined;
  const entry = readdirSync(editor, { withFileTypes: true }).find(
    (it) => it.isFile() && it.name.toLowerCase() === name.toLowerCase(),
  );
  return entry === undefined ? undefined : join(editor, entry.name);
}
