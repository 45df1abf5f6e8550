import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { temporaryFolder } from './site/temporary-site.ts';

const HOOK = new URL('../../emulator/typescript.mjs', import.meta.url);

/** Runs a TypeScript file with the hook and answers what it printed. */
function run(file: string): Promise<{ readonly out: string; readonly error: string }> {
  return new Promise((done) => {
    execFile(process.execPath, ['--import', HOOK.href, file], (_, out, error) =>
      done({ out: out.trim(), error }),
    );
  });
}

it('runs TypeScript, and stack traces name the lines of the source', async () => {
  const folder = temporaryFolder({
    'main.ts': `
      import { type Told, boom } from './inner.ts';
      interface Unused { readonly a: number }

      const told: Told = { text: 'boom' } satisfies Unused | Told;
      try { boom(told); } catch (error) { console.log(error instanceof Error ? error.stack : ''); }
    `,
    'inner.ts': `
      export interface Told {
        readonly text: string;
      }

      export function boom({ text }: Told): never {
        throw new Error(text);
      }
    `,
    'package.json': '{"type":"module"}',
  });
  const { out, error } = await run(`${folder}/main.ts`);
  expect(error).toBe('');
  expect(out).toContain(`at boom (${folder}/inner.ts:7:15)`);
  expect(out).toContain(`${folder}/main.ts:6:`);
});

it('names file, line and reason of a file that does not parse', async () => {
  const folder = temporaryFolder({ 'main.ts': '\nconst = 1;\n' });
  const { out, error } = await run(`${folder}/main.ts`);
  expect(out).toBe('');
  expect(error).toContain(`Failed to read ${folder}/main.ts`);
  expect(error).toContain('main.ts:2:7');
});
