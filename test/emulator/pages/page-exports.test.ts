// Exports of page code that nothing calls.
import { expect, it } from 'vitest';
import { checkSite } from '../../../emulator/check-site.ts';
import { formatProblems } from '../../../emulator/site/site-report.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const LAYOUT = `<button id="send" data-on-click="start">Send</button><p id="text"></p>`;
const ONE = (name: string): string => `export function ${name}() {}`;

it.each<[what: string, files: Record<string, string>, line: string | undefined]>([
  ['a handler of an element', { 'pages/a.js': ONE('send_click') }, undefined],
  ['a handler that the layout names', { 'pages/a.js': ONE('start') }, undefined],
  ['a second handler of an element', { 'pages/a.js': ONE('send_click_1') }, undefined],
  [
    'a handler of no element',
    { 'pages/a.js': ONE('other_click') },
    'pages/a.js:1: other_click: nothing calls it: the page has no element #other',
  ],
  [
    'a handler of an event that its element does not have',
    { 'pages/a.js': ONE('text_change') },
    'pages/a.js:1: text_change: nothing calls it: #text (Text) has no event change',
  ],
  [
    'another export',
    { 'pages/a.js': ONE('start').replace('start', 'helper') },
    'pages/a.js:1: helper: nothing calls an export of a page that is no handler of an element',
  ],
  ['a handler in the master page', { 'pages/masterPage.js': ONE('send_click') }, undefined],
  ['a handler on a page without a layout', { 'pages/b.js': ONE('x_click') }, undefined],
])('checks %s', (_, files, line) => {
  const site = temporaryFolder({ 'editor/a.html': LAYOUT, 'pages/a.js': '', ...files });
  const lines = formatProblems(checkSite(site).problems).slice(0, -1);
  expect(lines).toEqual(line === undefined ? [] : [line]);
});
