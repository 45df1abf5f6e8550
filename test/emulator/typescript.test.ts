import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';

const HOOK = new URL('../../emulator/typescript.mjs', import.meta.url);

/** Runs a TypeScript file with the hook and returns its output. */
function run(file: string): Promise<{ readonly out: string; readonly error: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', HOOK.href, file], (_, out, error) =>
      resolve({ out: out.trim(), error }),
    );
  });
}

it('runs TypeScript, with the source’s lines in stack traces', async () => {
  const folder = temporaryFolder({
    'main.ts': `
      import { type Message, boom } from './inner.ts';
      interface Unused { readonly a: number }

      const message: Message = { text: 'boom' } satisfies Unused | Message;
      try { boom(message); } catch (error) { console.log(error instanceof Error ? error.stack : ''); }
    `,
    'inner.ts': `
      export interface Message {
        readonly text: string;
      }

      export function boom({ text }: Message): never {
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

it('reports file, line and reason for a file that does not parse', async () => {
  const folder = temporaryFolder({ 'main.ts': '\nconst = 1;\n' });
  const { out, error } = await run(`${folder}/main.ts`);
  expect(out).toBe('');
  expect(error).toContain(`Failed to parse ${folder}/main.ts`);
  expect(error).toContain('main.ts:2:7');
});
