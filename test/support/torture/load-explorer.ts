// Bundles the backend with the explorer, with or without a sabotage, and loads the bundle.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import * as v from 'valibot';
import type * as explorer from './explore.ts';

/** A change of one file that makes the protocol wrong. */
export interface Sabotage {
  readonly name: string;
  /** What is left out. */
  readonly without: string;
  /** The file below `backend/inbox`, and the changes of its text. */
  readonly file: string;
  readonly changes: readonly { readonly find: string; readonly put: string }[];
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = fileURLToPath(new URL('./explore.ts', import.meta.url));
const TIMERS = fileURLToPath(new URL('./virtual-timers.ts', import.meta.url));
const TIME_LIMIT = 'time-limit.ts';

const isFunction = (value: unknown) => typeof value === 'function';
const Explorer = v.object({
  exploreAll: v.custom<typeof explorer.exploreAll>(isFunction),
  exploreRandom: v.custom<typeof explorer.exploreRandom>(isFunction),
});

/**
 * Loads the explorer with a backend of its own, in virtual time.
 *
 * @throws {Error} if a change of the sabotage does not apply.
 */
export async function loadExplorer(sabotage?: Sabotage): Promise<v.InferOutput<typeof Explorer>> {
  const changed = sabotage && `${ROOT}backend/inbox/${sabotage.file}`;
  const bundler = await rolldown({
    input: ENTRY,
    platform: 'node',
    plugins: [
      {
        name: 'backend-in-virtual-time',
        resolveId: (id) => (/^(backend|public)\//.test(id) ? `${ROOT}${id}.ts` : undefined),
        load(id) {
          if (id === `${ROOT}backend/inbox/${TIME_LIMIT}`) {
            const imports = `import { setTimeout, clearTimeout } from '${TIMERS}';\n`;
            return { code: imports + readFileSync(id, 'utf8'), moduleType: 'ts' };
          }
          if (!sabotage || id !== changed) return undefined;
          return { code: apply(sabotage, readFileSync(id, 'utf8')), moduleType: 'ts' };
        },
      },
    ],
  });
  const { output } = await bundler.generate({ format: 'es' });
  await bundler.close();
  const code = Buffer.from(output[0].code).toString('base64');
  const loaded: unknown = await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`);
  return v.parse(Explorer, { ...v.parse(v.looseObject({}), loaded) });
}

/** Applies every change of a sabotage to the text of its file. */
function apply({ name, file, changes }: Sabotage, source: string): string {
  return changes.reduce((code, { find, put }) => {
    if (code.split(find).length !== 2) {
      throw new Error(`The sabotage ${name} does not apply: ${file} does not have once: ${find}`);
    }
    return code.replace(find, () => put);
  }, source);
}
