import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inferElements, renderInferredPage } from '../../../emulator/pages/infer-layout.ts';

/** A site of one page and, if given, one file of `public/`; answers what is inferred of the page. */
function setup({ page, helper = '' }: { page: string; helper?: string }) {
  const root = mkdtempSync(join(tmpdir(), 'pages-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'pages'));
  mkdirSync(join(root, 'public'));
  const file = join(root, 'pages', 'home.ts');
  writeFileSync(file, page);
  writeFileSync(join(root, 'public', 'helper.ts'), helper);
  return Object.fromEntries(inferElements(root, file).map(({ id, type }) => [id, type]));
}

test('takes the type of an element from what the page does with it', () => {
  const types = setup({
    page: `
      $w('#a').checked = true; $w('#b').label = ''; $w("#c").text; $w('#d').src = '';
      $w('#e').value; $w('#f').onKeyPress(() => {}); const g = $w('#g'); g.placeholder = '';
    `,
  });

  expect(types).toEqual({
    a: 'Checkbox',
    b: 'Button',
    c: 'Text',
    d: 'Image',
    e: 'TextInput',
    f: 'TextInput',
    g: 'TextInput',
  });
});

test('takes it from the name where the page only clicks, shows or hides', () => {
  const types = setup({
    page: `
      for (const it of ['#submitButton', '#resultBox', '#photo', '#anything']) $w(it).hide();
      $w('#message').value; $w('#subscribe').show();
    `,
  });

  expect(types).toEqual({
    submitButton: 'Button',
    resultBox: 'Box',
    photo: 'Image',
    anything: 'Text',
    message: 'TextBox',
    subscribe: 'Checkbox',
  });
});

test('looks into the files of public/ that the page imports', () => {
  const types = setup({
    page: `import { help } from 'public/helper'; help($w);`,
    helper: `export const help = ($w: any) => { $w('#inHelper').text = ''; };`,
  });

  expect(types).toEqual({ inHelper: 'Text' });
});

test('takes neither colours nor comments for elements', () => {
  const types = setup({
    page: `// $w('#comment')\n$w('#box').style.color = '#c0ffee'; const white = '#fff';`,
  });

  expect(types).toEqual({ box: 'Box' });
});

test('infers nothing of code that does not parse', () => {
  expect(setup({ page: `$w('#a').text = ;` })).toEqual({});
});

test('writes labels and kinds of input for people, and escapes what it is given', () => {
  const page = renderInferredPage('<Home>', [
    { id: 'firstName', type: 'TextInput' },
    { id: 'email', type: 'TextInput' },
    { id: 'slides', type: 'Slideshow' },
  ]);

  expect(page).toContain('<h1>&lt;Home&gt;</h1>');
  expect(page).toContain('<label for="firstName">First name</label>');
  expect(page).toContain('<input id="email" type="email" />');
  expect(page).toContain('data-wix-type="Slideshow"');
});
