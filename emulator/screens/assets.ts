// Serves the style sheets and browser scripts of the screens. They are looked up in a fixed list, never by a path
// from a URL.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A file as it is served to the browser. */
export interface Asset {
  readonly type: string;
  readonly content: string;
}

/** Finds an asset by its name; undefined if there is none with this name. */
export type Assets = (name: string) => Promise<Asset | undefined>;

/** Serves the listed files from the folder of a module. Each is read, and its types are removed, on the first request. */
export function createAssets(module: string, names: readonly string[]): Assets {
  const loaded = new Map<string, Promise<Asset>>();
  return async (name) => {
    if (!names.includes(name)) return undefined;
    let asset = loaded.get(name);
    if (!asset) {
      asset = load(fileURLToPath(new URL(name, module)));
      loaded.set(name, asset);
    }
    return asset;
  };
}

async function load(file: string): Promise<Asset> {
  const source = await readFile(file, 'utf8');
  if (file.endsWith('.css')) return { type: 'text/css; charset=utf-8', content: source };
  return { type: 'text/javascript; charset=utf-8', content: await withoutTypes(file, source) };
}

/** Removes the types with Vite's transform. Imported on first use, so that the screen can be tested without Vite. */
async function withoutTypes(file: string, source: string): Promise<string> {
  const { transformWithOxc } = await import('vite');
  const { code } = await transformWithOxc(source, file, {
    lang: 'ts',
    target: 'es2023',
    typescript: { onlyRemoveTypeImports: true },
    tsconfig: false,
  });
  return code;
}
