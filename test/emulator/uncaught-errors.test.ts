// Errors that nothing catches, of a site's pages and backend, do not end the emulator's process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../support/emulator.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';

const FUNCTIONS = `
  import { ok } from 'wix-http-functions';
  import { EventEmitter } from 'events';
  export const get_timer = () => {
    setTimeout(() => { throw new Error('in a timer'); }, 0);
    return ok();
  };
  export const get_event = () => {
    setTimeout(() => new EventEmitter().emit('error', new Error('in an event')), 0);
    return ok();
  };
  export const get_promise = () => {
    void Promise.reject(new Error('in a promise'));
    return ok();
  };
`;

it('an error of the backend that nothing catches is printed, and the process goes on', async () => {
  const site = temporaryFolder({ 'backend/http-functions.js': FUNCTIONS });
  const project = new URL('../../', import.meta.url).pathname;
  const command = ['--import', './emulator/typescript.mjs', 'emulator/cli.ts'];
  const args = [...command, '--site', site, '--data', ':memory:', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: project });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stderr.on('data', (chunk) => (printed += String(chunk)));
  const line = String(await once(createInterface(child.stdout), 'line'));
  const url = line.replace('ready ', '');
  for (const name of ['timer', 'event', 'promise']) {
    expect((await fetch(`${url}/_functions/${name}`)).status).toBe(200);
    await expect.poll(() => printed, { timeout: 5_000 }).toMatch(new RegExp(`in an? ${name}`));
  }
  expect(child.exitCode).toBeNull();
});

it.each(['setTimeout', 'setInterval'])(
  'an error in a %s of a page on the server is reported as an error of the page',
  async (timer) => {
    const errors: string[] = [];
    const page = `
      ${timer}(() => { throw new Error('in a timer'); }, 1);
      $w.onReady(() => new Promise((resolve) => setTimeout(resolve, 20)));
    `;
    const { emulator } = await startEmulator({
      site: temporaryFolder({ 'pages/home.js': page }),
      onError: (error) => errors.push(String(error)),
    });
    const response = await emulator.fetch('/home', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(errors[0]).toContain('in a timer');
  },
);
