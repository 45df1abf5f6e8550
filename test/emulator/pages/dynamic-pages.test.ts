// Which pages of a site are dynamic, at which URL, and what is reported of the others.
import { expect, test } from 'vitest';
import { checkSite } from '../../../emulator/check-site.ts';
import { formatDynamicPages } from '../../../emulator/dynamic-pages-report.ts';
import { formatProblems } from '../../../emulator/site/site-report.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const SEED = JSON.stringify({
  collections: [
    { id: 'Projects', fields: { title: 'TEXT', lastName: 'TEXT' } },
    { id: 'CityGuides', items: [{ city: 'Rome' }] },
    'Empty',
  ],
});
const PAGE = "$w.onReady(() => {\n  $w('#dynamicDataset').onReady(() => {});\n});\n";

/** Checks a site with some pages, by their names, and layouts. */
function check(pages: Readonly<Record<string, string>>, layouts: Readonly<Record<string, string>>) {
  const files: Record<string, string> = { 'editor/seed.json': SEED, ...layouts };
  for (const [name, code] of Object.entries(pages)) files[`pages/${name}.ab1c2.js`] = code;
  const found = checkSite(temporaryFolder(files));
  const problems = found.problems.filter(({ what }) => what === 'dynamic page');
  return [...formatDynamicPages(found.dynamicPages), ...formatProblems(problems).slice(0, -1)];
}

test.each<[name: string, line: string]>([
  ['Projects (All)', 'at /projects, collection Projects (URL inferred'],
  ['Projects (List)', 'at /projects, collection Projects (URL inferred'],
  ['Projects (Title)', 'at /projects/{title}, collection Projects (URL inferred'],
  ['Projects (Item)', 'at /projects/{title}, collection Projects (URL inferred'],
  ['Projects (Manage Item)', 'at /projects/edit/{title}, collection Projects'],
  ['Projects (Last Name)', 'at /projects/{lastName}, collection Projects'],
  ['Copy of Projects (Title)', 'at /copy-of-projects/{title}, collection Projects'],
  ['Projects 1 (Title)', 'at /projects-1/{title}, collection Projects'],
  ['City Guides (City)', 'at /city-guides/{city}, collection CityGuides'],
  ['City Guides (Item)', 'at /city-guides/{city}, collection CityGuides'],
  ['Empty (Any Field)', 'at /empty/{anyField}, collection Empty'],
  [
    'New Things (Title)',
    'collection NewThings (URL inferred from its name; the seed does not have',
  ],
])('the page %s is a dynamic page %s', (name, line) => {
  expect(check({ [name]: '' }, {})).toEqual([expect.stringContaining(line)]);
});

test.each<[name: string, code: string, line: string]>([
  ['Projects (Color)', '', 'ab1c2.js: the collection Projects has no field for "(Color)"'],
  ['Unknown (Color)', '', 'ab1c2.js: perhaps a dynamic page at /unknown/{color}'],
  ['Team Member', PAGE, 'ab1c2.js:2: dynamic page: the code of a dynamic page, whose URL is not'],
  ['_x (Title)', '', 'ab1c2.js: no URL can be inferred from its name'],
])('of the page %s, it is reported what is missing', (name, code, line) => {
  expect(check({ [name]: code }, {})).toEqual([expect.stringContaining(line)]);
});

test.each(['Home', 'About (old)', 'Home (1)', 'Contact (Copy)'])(
  '%s is no dynamic page',
  (name) => {
    expect(check({ [name]: '' }, {})).toEqual([]);
  },
);

test('the code decides about a page whose collection is not known', () => {
  expect(check({ 'Unknown (Color)': PAGE }, {})).toEqual([
    'pages/Unknown (Color).ab1c2.js: dynamic page at /unknown/{color}, collection Unknown (URL inferred from its name; the seed does not have this collection, so that no item has a page)',
  ]);
});

test.each<[body: string, line: string]>([
  [
    'data-dynamic-page="/portfolio/{title}" data-collection="Projects"',
    'at /portfolio/{title}, collection Projects',
  ],
  ["data-dynamic-page='/projects/{title}'", 'at /projects/{title}, collection Projects'],
  [
    'data-dynamic-page="/portfolio/{title}"',
    'Plain.html:2: dynamic page: no collection is known for /portfolio',
  ],
  [
    'data-dynamic-page="/{title}" data-collection="Projects"',
    'Plain.html:2: dynamic page: data-dynamic-page="/{title}": its first section',
  ],
  [
    'data-dynamic-page="/a/{b}" data-collection="Projects"',
    'Plain.html:2: dynamic page: the collection Projects has no field b; it has title',
  ],
])('the layout <body %s> is reported as %s', (body, line) => {
  const layouts = { 'editor/Plain.html': `<!doctype html>\n<body ${body}></body>` };

  expect(check({ Plain: '' }, layouts)).toEqual([expect.stringContaining(line)]);
});

test('two pages cannot have the same URL', () => {
  expect(check({ 'Projects (Item)': '', 'Projects (Last Name)': '' }, {})).toEqual([
    'pages/Projects (Item).ab1c2.js: dynamic page at /projects/{title}, collection Projects (URL inferred from its name)',
    'pages/Projects (Last Name).ab1c2.js: it has the URL /projects/{lastName}, and so has Projects (Item); each dynamic page must have its own',
  ]);
});

test('a seed that cannot be read is reported', () => {
  const folder = temporaryFolder({ 'pages/Home.js': '', 'editor/seed.json': '{' });

  expect(checkSite(folder).problems).toMatchObject([{ kind: 'refused', what: 'seed' }]);
});
