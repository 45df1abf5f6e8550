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
