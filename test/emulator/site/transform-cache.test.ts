// What one emulator made of a site's file serves another, and never in the place of another file.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestSite } from './running-site.ts';
import { temporaryFolder } from './temporary-site.ts';

const ANSWER = `export { word } from 'backend/word';`;
const FILES = {
  'backend/answer.ts': ANSWER,
  'backend/word.ts': `export const word: string = 'hello';`,
  'backend/count.ts': 'export let times = 0; times += 1;',
};

function setup(files: Readonly<Record<string, string>> = {}) {
  return temporaryFolder({ 'pages/home.js': '', ...FILES, ...files });
}

async function wordOf(site: string): Promise<unknown> {
  const { server } = await startTestSite(site);
  return (await server.load(join(site, 'backend/answer.ts')))['word'];
}

it('gives each site what its own files say, though their paths are the same', async () => {
  expect(await wordOf(setup())).toBe('hello');
  expect(await wordOf(setup({ 'backend/word.ts': `export const word = 'bye';` }))).toBe('bye');
});

it('reads a file again that was changed between two emulators', async () => {
  const site = setup();
  expect(await wordOf(site)).toBe('hello');
  writeFileSync(join(site, 'backend/word.ts'), `export const word = 'bye';`);
  expect(await wordOf(site)).toBe('bye');
});

it('finds what a file imports where it lies now', async () => {
  expect(await wordOf(setup())).toBe('hello');
  const site = setup({ 'backend/word.js': `export const word = 'bye';` });
  rmSync(join(site, 'backend/word.ts'));
  expect(await wordOf(site)).toBe('bye');
});

it('says of an import that leads nowhere what it always says', async () => {
  expect(await wordOf(setup())).toBe('hello');
  const site = setup();
  rmSync(join(site, 'backend/word.ts'));
  await expect(wordOf(site)).rejects.toThrow('there is no such file in backend/');
});

it('runs the code of a module for each emulator anew', async () => {
  const site = setup();
  for (let round = 0; round < 2; round += 1) {
    const { server } = await startTestSite(site);
    expect((await server.load(join(site, 'backend/count.ts')))['times']).toBe(1);
  }
});
