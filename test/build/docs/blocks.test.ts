import { expect, test } from 'vitest';
import { codeBlocksOf, languageErrors } from '../../../build/docs/code-blocks.mjs';
import { dataErrors } from '../../../build/docs/data-blocks.mjs';
import { lengthErrors, parsePage } from '../../../build/docs/pages.mjs';
import { blocksOf, docsProject, fenced } from '../../support/build/docs/docs-project.ts';

test('reports blocks without a language, indented ones included, and with an unknown one', () => {
  const blocks = blocksOf({
    'a.md': `${fenced('', 'tree/')}\n${fenced('jsx', '<a/>')}\n    indented\n\n- item\n\n      in a list\n`,
    'b.md': fenced('text', 'tree/') + fenced('json', '1'),
  });
  expect(languageErrors(blocks)).toEqual([
    expect.stringMatching(
      /^a\.md:2: the block of code has no language; fence it with one of ts, js/,
    ),
    expect.stringMatching(/^a\.md:6: the block of code has the unknown language "jsx"/),
    expect.stringMatching(/^a\.md:9: the block of code has no language/),
    expect.stringMatching(/^a\.md:13: the block of code has no language/),
  ]);
});

test('finds a block in a list at its line', () => {
  const [block] = codeBlocksOf(parsePage('a.md', '1. Step\n\n   ```json\n   {}\n   ```\n'));
  expect(block).toEqual({ file: 'a.md', line: 4, language: 'json', meta: '', code: '{}' });
});

test.each([
  ['json', ['{', '  "a": 1,', '}'], /^a\.md:4: not JSON/],
  ['html', ['<p>', '  <b>', '</p>'], /^a\.md:3: /],
  ['html', ['<div>', '<section id="a">', '</div>'], /^a\.md:3: <section> is never closed/],
  ['html', ['<p data-wix-typ="Text"></p>'], /^a\.md:2: the emulator has no attribute data-wix-typ/],
  ['mermaid', ['flow LR', '  a --> b'], /^a\.md:2: not Mermaid/],
])('rejects invalid %s: %j', (language, lines, message) => {
  const errors = dataErrors(docsProject(), blocksOf({ 'a.md': fenced(language, ...lines) }));
  expect(errors).toContainEqual(expect.stringMatching(message));
});

test('accepts valid JSON, HTML and Mermaid', () => {
  const text = [
    fenced('json', '{ "a": 1 }'),
    fenced(
      'html',
      '<!doctype html>',
      '<title>a</title>',
      '<body data-wix-home-page><ul><li>b</ul></body>',
    ),
    fenced('html', '<input id="a"><p data-wix-type="Text">b</p>'),
    fenced('mermaid', 'sequenceDiagram', '  Page->>Backend: sendFormData'),
  ].join('\n');
  expect(dataErrors(docsProject(), blocksOf({ 'a.md': text }))).toEqual([]);
});

test('rejects a README of more than 180 lines, but not another page', () => {
  const long = 'line\n'.repeat(181);
  expect(lengthErrors(parsePage('README.md', long))).toEqual([
    'README.md:181: 181 lines, of at most 180; move a part to docs/',
  ]);
  expect(lengthErrors(parsePage('docs/a.md', long))).toEqual([]);
  expect(lengthErrors(parsePage('README.md', 'line\n'.repeat(180)))).toEqual([]);
});
