import { expect, test } from 'vitest';
import { linkErrors } from '../../../build/docs/links.mjs';
import { parsePage } from '../../../build/docs/pages.mjs';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

function setup(text: string): readonly string[] {
  const root = temporaryFolder({ 'docs/chat.png': '', 'docs/other.md': '', 'src/a.ts': '' });
  const other = '## Two words: `code`\n\n## Again\n\n## Again\n\n<a id="own"></a>\n';
  const pages = [parsePage('docs/page.md', text), parsePage('docs/other.md', other)];
  return linkErrors(root, pages);
}

test('accepts links to files, folders, headings, images and https URLs', () => {
  expect(
    setup(`# Page
[a](other.md) [b](../src/a.ts) [c](../src) [d](#page) [e](other.md#two-words-code) [f](other.md#again-1)
[g](other.md#own) ![h](chat.png) <img src="chat.png"> [i](https://example.com/#x) https://example.com
[j][j] [k](http://127.0.0.1:8787/_emulator/inbox)

[j]: other.md
`),
  ).toEqual([]);
});

test.each([
  ['[a](gone.md)', 'gone.md leads to docs/gone.md, which does not exist'],
  ['![a](gone.png)', 'gone.png leads to docs/gone.png'],
  ['<a href="gone.md">a</a>', 'gone.md leads to'],
  ['| a |\n| - |\n| [b](gone.md) |', 'gone.md leads to'],
  ['[a](#gone)', 'docs/page.md has no heading #gone'],
  [
    '[a](other.md#gone)',
    'docs/other.md has no heading #gone; it has #two-words-code, #again, #again-1, #own',
  ],
  ['[a](../src/a.ts#x)', '#x is in no page'],
  ['[a][gone]', 'the reference [gone] has no definition'],
  ['[a](../../outside.md)', 'leads out of the project'],
  ['[a](/docs/other.md)', 'starts at "/"'],
  ['[a](http://example.com)', 'http://example.com is not https'],
  ['http://example.com', 'is not https'],
  ['[a](//example.com)', 'is not https'],
])('rejects %s', (text, message) => {
  const [error, ...more] = setup(`First line.\n\n${text}\n`);
  expect(error).toMatch(/^docs\/page\.md:[3-5]: /);
  expect(error).toContain(message);
  expect(more).toEqual([]);
});
