import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inferElements, renderInferredPage } from '../../../emulator/pages/infer-layout.ts';

/** Creates a site with one page and one file of `public/`; returns the inferred types, by element id. */
function setup(files: { page: string; publicFile?: string }) {
  return Object.fromEntries(infer(files).map(({ id, type }) => [id, type]));
}

function infer({
  page,
  publicFile = '',
  masterPage,
}: {
  page: string;
  publicFile?: string;
  masterPage?: string;
}) {
  const root = mkdtempSync(join(tmpdir(), 'pages-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'pages'));
  mkdirSync(join(root, 'public'));
  const file = join(root, 'pages', 'home.ts');
  writeFileSync(file, page);
  writeFileSync(join(root, 'public', 'form.ts'), publicFile);
  const master = join(root, 'pages', 'masterPage.ts');
  if (masterPage === undefined) return inferElements(root, file);
  writeFileSync(master, masterPage);
  return inferElements(root, file, master);
}

test('infers the type of an element from the properties that the page uses', () => {
  const types = setup({
    page: `
      $w('#a').checked = true; $w('#b').label = ''; $w("#c").text; $w('#d').src = '';
      $w('#e').value; $w('#f').onKeyPress(() => {}); const g = $w('#g'); g.placeholder = '';
      $w('#h').onVerified(() => {});
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
    h: 'Captcha',
  });
});

test('infers elements that hold data from their members, their ids and exported handlers', () => {
  const types = setup({
    page: `
      $w('#list').onItemReady(() => {}); $w('#cards').data = []; $w('#steps').changeState('a');
      $w('#people').rows = []; $w('#frame').postMessage(1); $w('#file').startUpload();
      $w('#dataset1').onReady(() => {}); $w('#dropdown1').value; $w('#choice').options = [];
      export function go_click() {}
      export function uploadPhotoButton_click() {}
      export function input1_keyPress() {}
    `,
  });

  expect(types).toEqual({
    list: 'Repeater',
    cards: 'Repeater',
    steps: 'MultiStateBox',
    people: 'Table',
    frame: 'HtmlComponent',
    file: 'UploadButton',
    dataset1: 'Dataset',
    dropdown1: 'Dropdown',
    choice: 'Dropdown',
    go: 'Button',
    uploadPhotoButton: 'Button',
    input1: 'TextInput',
  });
});

test('finds the elements of a repeater’s items by the selector of the item', () => {
  const elements = infer({
    page: `
    $w('#list').onItemReady(($item, data) => { $item('#name').text = data.name; $w('#outside').text = ''; });
    const rows = $w('#rows');
    rows.forEachItem(fill);
    function fill($it) { $it('#cell').text = ''; }
    export function cards_itemReady($item) { $item('#card').label = ''; }
  `,
  });

  expect(elements.filter(({ repeater }) => repeater !== undefined)).toEqual([
    { id: 'name', type: 'Text', repeater: 'list' },
    { id: 'cell', type: 'Text', repeater: 'rows' },
    { id: 'card', type: 'Button', repeater: 'cards' },
  ]);
});

test('finds the elements of the only repeater’s items by $w.at()', () => {
  const elements = infer({
    page: `
    $w('#list').onItemReady(() => {});
    $w('#go').onClick((event) => { const $item = $w.at(event.context); $item('#name').text = ''; });
  `,
  });

  expect(elements).toContainEqual({ id: 'name', type: 'Text', repeater: 'list' });
});

test('finds an element of the only repeater’s items by its handler, which selects others of the item', () => {
  const elements = infer({
    page: `
    $w('#list').forEachItem(($item) => { $item('#name').text = ''; });
    export function renew_click(event) { const $item = $w.at(event.context); $item('#name').text = ''; }
    export function other_click(event) { $w('#outside').text = ''; }
  `,
  });

  expect(elements.filter(({ repeater }) => repeater === 'list').map(({ id }) => id)).toEqual([
    'name',
    'renew',
  ]);
});

test('finds the states of a MultiStateBox, and the elements of the master page', () => {
  const [header, box] = infer({
    page: `$w('#steps').changeState('first'); $w('#steps').changeState('done');`,
    masterPage: `$w('#header').collapse();`,
  });

  expect([header, box]).toEqual([
    { id: 'header', type: 'Text' },
    { id: 'steps', type: 'MultiStateBox', states: ['first', 'done'] },
  ]);
  expect(renderInferredPage('Home', [box ?? { id: '', type: '' }])).toContain(
    '<div id="done" data-wix-type="State">Done</div>',
  );
});

test('infers the type from the id if no property determines it', () => {
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

test('reads the files of public/ that the page imports', () => {
  const types = setup({
    page: `import { fillForm } from 'public/form'; fillForm($w);`,
    publicFile: `export const fillForm = ($w: any) => { $w('#inPublic').text = ''; };`,
  });

  expect(types).toEqual({ inPublic: 'Text' });
});

test('ignores colours and comments', () => {
  const types = setup({
    page: `// $w('#comment')\n$w('#box').style.color = '#c0ffee'; const white = '#fff';`,
  });

  expect(types).toEqual({ box: 'Box' });
});

test('infers no elements from code that does not parse', () => {
  expect(setup({ page: `$w('#a').text = ;` })).toEqual({});
});

test('renders labels and input types, and escapes the title', () => {
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
