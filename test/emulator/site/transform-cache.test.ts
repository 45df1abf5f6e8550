// The cache of compiled backend files is shared by emulators and never returns the result of another file.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestSite } from '../../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const REEXPORT = `export { word } from 'backend/word';`;
const FILES = {
  'backend/answer.ts': REEXPORT,
  'backend/word.ts': `export const word: string = 'hello';`,
  'backend/count.ts': 'export let times = 0; times += 1;',
};

function setup(files: Readonly<Record<string, string>> = {}) {
  return temporaryFolder({ 'pages/home.js': '', ...FILES, ...files });
}

async function loadWord(site: string): Promise<unknown> {
  const { server } = await startTestSite(site);
  return (await server.load(join(site, 'backend/answer.ts')))['word'];
}

it('compiles each site’s own files, even if their paths in the site are equal', async () => {
  expect(await loadWord(setup())).toBe('hello');
  expect(await loadWord(setup({ 'backend/word.ts': `export const word = 'bye';` }))).toBe('bye');
});

it('compiles a file again that changed between two emulators', async () => {
  const site = setup();
  expect(await loadWord(site)).toBe('hello');
  writeFileSync(join(site, 'backend/word.ts'), `export const word = 'bye';`);
  expect(await loadWord(site)).toBe('bye');
});

it('resolves an import again if the imported file moved', async () => {
  expect(await loadWord(setup())).toBe('hello');
  const site = setup({ 'backend/word.js': `export const word = 'bye';` });
  rmSync(join(site, 'backend/word.ts'));
  expect(await loadWord(site)).toBe('bye');
});

it('reports an import of a missing file although the result is cached', async () => {
  expect(await loadWord(setup())).toBe('hello');
  const site = setup();
  rmSync(join(site, 'backend/word.ts'));
  await expect(loadWord(site)).rejects.toThrow('there is no such file in backend/');
});

it('evaluates a module again in each emulator', async () => {
  const site = setup();
  for (let round = 0; round < 2; round += 1) {
    const { server } = await startTestSite(site);
    expect((await server.load(join(site, 'backend/count.ts')))['times']).toBe(1);
  }
});
