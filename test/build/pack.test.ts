import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import * as v from 'valibot';
import { WEB_METHODS } from '../support/emulator.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const Package = v.object({ dependencies: v.record(v.string(), v.string()) });

/** Packs the emulator without its declarations, unpacks it where npm installs it, and runs its command. */
const PACK_AND_RUN = `
  npm pack --silent --ignore-scripts --pack-destination "$FOLDER" "$PACKAGE" >/dev/null &&
  tar -xzf "$FOLDER"/velo-emulator-*.tgz -C "$FOLDER/node_modules/velo-emulator" --strip-components 1 &&
  cd "$FOLDER" && exec node node_modules/velo-emulator/command.mjs --site site --port 0 --data :memory:`;

/** Creates a folder with a site and the packages that the emulator lists as its dependencies, and nothing else. */
function createFolder(): string {
  const folder = temporaryFolder({
    'package.json': '{ "private": true }',
    'site/pages/home.js': '$w.onReady(() => {});',
    'site/backend/hello.web.js': `
      import { Permissions, webMethod } from '@wix/web-methods';
      export const hello = webMethod(Permissions.Anyone, (name) => 'Hello ' + name);
    `,
  });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'velo-emulator'), { recursive: true });
  const json: unknown = JSON.parse(readFileSync(join(root, 'emulator/package.json'), 'utf8'));
  for (const name of Object.keys(v.parse(Package, json).dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  return folder;
}

it('packs the emulator, and runs a site from an empty folder', async () => {
  const env = { ...process.env, FOLDER: createFolder(), PACKAGE: join(root, 'emulator') };
  const child = spawn('sh', ['-c', PACK_AND_RUN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill());
  let errors = '';
  child.stderr.on('data', (text) => (errors += String(text)));
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    url = /^ready (.+)/.exec(line)?.[1] ?? '';
    if (url !== '') break;
  }
  expect(`${url}${errors}`).toMatch(/^http:/);

  const json = { 'content-type': 'application/json' };
  const session: unknown = await (
    await fetch(`${url}/_emulator/sessions`, {
      ...{ method: 'POST', headers: json, body: '{"as":"visitor"}' },
    })
  ).json();
  const { token } = v.parse(v.object({ token: v.string() }), session);
  const answer = await fetch(`${url}${WEB_METHODS}/hello.web.js/hello.ajax`, {
    ...{ method: 'POST', headers: { ...json, authorization: token }, body: '["Ada"]' },
  });
  expect(await answer.json()).toEqual({ result: 'Hello Ada' });
  const screen = await fetch(`${url}/_emulator/inbox/assets/inbox.browser.ts`);
  expect(screen.headers.get('content-type')).toContain('javascript');
});
