// The style sheets and browser scripts of the screens, looked up in a fixed list and never by a path from a URL. Corresponds to nothing in Wix.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as v from 'valibot';

/** A file as it is served to the browser. */
export interface Asset {
  readonly type: string;
  readonly content: string;
}

/** Finds an asset by its name; undefined if there is none with this name. */
export type Assets = (name: string) => Promise<Asset | undefined>;

/**
 * Serves the listed files from the folder of a module. Each file is read, and its types are removed, on the first
 * request.
 */
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
  return { type: 'text/javascript; charset=utf-8', content: await removeTypes(file, source) };
}

const Compiled = v.object({ code: v.string(), errors: v.array(v.object({ message: v.string() })) });

/**
 * Uses Vite's own transform, resolved from Vite's folder: it needs no dependency and is the version that pages
 * use.
 */
async function removeTypes(file: string, source: string): Promise<string> {
  const vite = createRequire(import.meta.url).resolve('vite');
  const path = createRequire(vite).resolve('rolldown/utils');
  const { transformSync } = v.parse(
    v.object({ transformSync: v.function() }),
    await import(pathToFileURL(path).href),
  );
  const { code, errors } = v.parse(
    Compiled,
    transformSync(file, source, {
      lang: 'ts',
      target: 'es2023',
      typescript: { onlyRemoveTypeImports: true },
      tsconfig: false,
    }),
  );
  if (errors.length > 0) {
    throw new SyntaxError(
      `Failed to read ${file}: ${errors.map(({ message }) => message).join('; ')}`,
    );
  }
  return code;
}
