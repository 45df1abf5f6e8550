// Bundles the backend with the explorer, with or without patches, and loads the bundle.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import * as v from 'valibot';
import type * as explorer from './explore.ts';

/** A change of the backend's text. */
export interface Patch {
  /** The file below `backend/inbox`. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = fileURLToPath(new URL('./explore.ts', import.meta.url));
const TIMERS = fileURLToPath(new URL('./virtual-timers.ts', import.meta.url));
const IMPORT_TIMERS = `import { setTimeout, clearTimeout } from '${TIMERS}';\n`;
const FOLDER = `${ROOT}backend/inbox/`;
const TIME_LIMIT = 'time-limit.ts';

const isFunction = (value: unknown) => typeof value === 'function';
const Explorer = v.object({
  exploreAll: v.custom<typeof explorer.exploreAll>(isFunction),
  exploreRandom: v.custom<typeof explorer.exploreRandom>(isFunction),
});

/**
 * Loads the explorer with a backend of its own, in virtual time.
 *
 * @throws {Error} if a patch does not apply.
 */
export async function loadExplorer(
  patches: readonly Patch[] = [],
): Promise<v.InferOutput<typeof Explorer>> {
  const bundler = await rolldown({
    input: ENTRY,
    platform: 'node',
    treeshake: false,
    tsconfig: false,
    plugins: [
      {
        name: 'backend-in-virtual-time',
        resolveId: (id) => (/^(backend|public)\//.test(id) ? `${ROOT}${id}.ts` : undefined),
        load(id) {
          const file = id.slice(FOLDER.length);
          const changes = patches.filter((patch) => id.startsWith(FOLDER) && patch.file === file);
          const imports = id === `${FOLDER}${TIME_LIMIT}` ? IMPORT_TIMERS : '';
          if (imports === '' && changes.length === 0) return undefined;
          const code = imports + changes.reduce(apply, readFileSync(id, 'utf8'));
          return { code, moduleType: 'ts' };
        },
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  try {
    // A file, because the stack traces of a data URL would contain all of the code.
    const file = join(folder, 'explorer.mjs');
    await bundler.write({ file, format: 'es' });
    const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href);
    return v.parse(Explorer, { ...v.parse(v.looseObject({}), loaded) });
  } finally {
    await bundler.close();
    rmSync(folder, { recursive: true });
  }
}

function apply(source: string, { file, find, put }: Patch): string {
  if (source.split(find).length !== 2) {
    throw new Error(`A patch does not apply: ${file} does not contain exactly once: ${find}`);
  }
  return source.replace(find, () => put);
}
