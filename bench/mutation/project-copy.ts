// A copy of the project whose source can be changed while other copies are tested.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Mutant } from './mutants.ts';

const EMULATOR_PACKAGE = 'velo-emulator';
/** A copy of the project. */
export interface ProjectCopy {
  /**
   * Runs the tests in the given folders with the mutant, and returns whether one of them failed. Tests that do not end
   * within `limitMs` have failed.
   */
  readonly notices: (mutant: Mutant, tests: readonly string[], limitMs: number) => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

/** Links the installed packages. Only the emulator is the copy's own. */
async function linkPackages(root: string, copy: string): Promise<void> {
  await mkdir(path.join(copy, 'node_modules'));
  const names = await readdir(path.join(root, 'node_modules'));
  await Promise.all(
    names.map((name) =>
      name === EMULATOR_PACKAGE
        ? symlink(path.join(copy, 'emulator'), path.join(copy, 'node_modules', name))
        : symlink(path.join(root, 'node_modules', name), path.join(copy, 'node_modules', name)),
    ),
  );
}

/** Runs Vitest, and returns whether a test failed. */
async function hasFailingTest(
  copy: string,
  tests: readonly string[],
  timeout: number,
): Promise<boolean> {
  const vitest = path.join(copy, 'node_modules/vitest/vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--bail', '1', '--maxWorkers', '1', '--silent=true', ...tests],
    { cwd: copy, stdio: 'ignore', timeout, killSignal: 'SIGKILL' },
  );
  await once(child, 'exit');
  return child.exitCode !== 0;
}

/** Copies the project in `root`, as far as Git knows its files, into a temporary folder. */
export async function copyProject(root: string): Promise<ProjectCopy> {
  const copy = await mkdtemp(path.join(tmpdir(), 'velo-inbox-mutation-'));
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: root });
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(path.dirname(path.join(copy, file)), { recursive: true });
    await copyFile(path.join(root, file), path.join(copy, file));
  }
  await linkPackages(root, copy);
  return {
    async notices({ file, start, end, after }, tests, limitMs) {
      const target = path.join(copy, file);
      const text = await readFile(target, 'utf8');
      await writeFile(target, text.slice(0, start) + after + text.slice(end));
      try {
        return await hasFailingTest(copy, tests, limitMs);
      } finally {
        await writeFile(target, text);
      }
    },
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}
