// The examples of docs/other-programs.md in other languages, where the languages are installed.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const run = promisify(execFile);
const PAGE = readFileSync(
  fileURLToPath(new URL('../../../docs/other-programs.md', import.meta.url)),
  'utf8',
);
/** The contents of the page's code blocks. */
const BLOCKS = [...PAGE.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, code = '']) => code);

/** Returns the code block of the page that starts with a text. */
function codeOf(start: string): string {
  const [code, ...others] = BLOCKS.filter((block) => block.startsWith(start));
  if (code === undefined || others.length > 0) throw new Error(`Not one block starts ${start}`);
  return code;
}

/** How to run each example: the line that the page says, in a shell. */
const EXAMPLES = [
  {
    name: 'curl',
    probe: 'curl --version',
    file: 'app.sh',
    code: codeOf('export HTTPS_PROXY='),
    command: '. ./app.sh',
  },
  {
    name: 'Python',
    probe: 'python3 -c "import requests"',
    file: 'app.py',
    code: `${codeOf('import requests')}print(token)\n`,
    command:
      'HTTPS_PROXY=http://127.0.0.1:8788 REQUESTS_CA_BUNDLE=.emulator/proxy/ca.pem python3 app.py',
  },
  {
    name: 'PHP',
    probe: `php -r 'curl_init();'`,
    file: 'app.php',
    code: codeOf('<?php'),
    command: 'HTTPS_PROXY=http://127.0.0.1:8788 php -d curl.cainfo=.emulator/proxy/ca.pem app.php',
  },
  {
    name: 'Java',
    // The launcher of source files is part of the JDK.
    probe: 'javac --version && keytool -help',
    file: 'App.java',
    code: codeOf('import java.net.URI;'),
    command: codeOf('keytool -importcert'),
  },
] as const;

it.for(EXAMPLES)('the example in $name gets a token', async (example, { skip }) => {
  const { name, probe, file, code, command } = example;
  const isInstalled = await run('sh', ['-c', probe]).then(
    () => true,
    () => false,
  );
  skip(!isInstalled, `${name} is not installed`);
  const folder = temporaryFolder();
  const { emulator, requests } = await startEmulator();
  const proxy = await emulator.listenProxy({ folder: join(folder, '.emulator', 'proxy') });
  const port = new URL(proxy.url).port;
  writeFileSync(join(folder, file), code.replaceAll('8788', port));
  const { PATH, HOME } = process.env;
  const { stdout } = await run('sh', ['-c', command.replaceAll('8788', port)], {
    cwd: folder,
    env: { PATH, HOME },
  });
  expect(stdout).toContain('emulated.');
  expect(await requests()).toMatchObject([{ path: '/oauth2/token', status: 200 }]);
});
