import { expect, test } from 'vitest';
import { codeBlocksOf } from '../../../build/docs/code-blocks.mjs';
import { commandErrors } from '../../../build/docs/commands.mjs';
import { parsePage } from '../../../build/docs/pages.mjs';
import { docsProject, fenced } from '../../support/build/docs/docs-project.ts';

/** Returns the errors in the commands of a page. Its project has the scripts start, build and format. */
function setup(text: string): readonly string[] {
  const page = parsePage('a.md', text);
  return commandErrors(docsProject(), [page], codeBlocksOf(page));
}

test('accepts commands that exist, with flags that they have', () => {
  expect(
    setup(
      [
        fenced(
          'bash',
          'npm ci && npm start # serves the pages',
          'npm start -- --site ../shop \\',
          '  --port=8788',
          'npm run build -- --site ../shop/src',
          'npm install --save-dev @wix/inbox',
          'DEBUG=1 npm run format',
          'npx wix dev',
          'npx oxlint',
          'node build/build.mjs',
          'git commit -m "Install"',
        ),
        fenced('console', '$ npm run format', 'npm run gone is output'),
        'Run `npm run format`.',
      ].join('\n'),
    ),
  ).toEqual([]);
});

test.each([
  [
    fenced('bash', 'cd shop', 'npm run gone'),
    'a.md:3: npm run gone: package.json has no such script',
  ],
  [fenced('sh', 'npm ci && npm gone'), 'a.md:2: npm run gone'],
  [fenced('console', '$ npm run gone'), 'a.md:2: npm run gone'],
  [
    fenced('bash', 'npm start -- --gone'),
    'a.md:2: npm run start -- --gone: it has no flag --gone; its flags are --site, --port',
  ],
  [fenced('bash', 'npm run build -- --gone ..'), 'it has no flag --gone; its flags are --site'],
  [fenced('bash', 'npm start --site .'), 'put -- before them'],
  [fenced('bash', 'npm run format -- --write'), 'this script takes no flags'],
  [fenced('bash', 'npx gone'), 'npx gone: the project has no such program'],
  [fenced('bash', 'node build/gone.mjs'), 'node build/gone.mjs: there is no such file'],
  ['Run `npm run gone`.', 'a.md:1: npm run gone'],
])('rejects %j', (text, message) => {
  const [error, ...more] = setup(text);
  expect(error).toContain(message);
  expect(more).toEqual([]);
});
