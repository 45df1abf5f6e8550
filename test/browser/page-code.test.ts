// Page code in a browser, with the cases that the server has too.
import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';
import { PAGE_CODE_CASES } from '../support/emulator/pages/page-code-cases.ts';

const { visit } = siteInBrowser({ site: 'test/sites/page-code', name: 'page-code' });
const EXPECTED = [/the first handler fails/, /localStorage is not defined/];

browserTest('sets properties, selects elements and fills repeaters as on Wix', async () => {
  const { page } = await visit('/', { expected: EXPECTED });
  const results: unknown[] = [];
  for (const { name, code } of PAGE_CODE_CASES) {
    // The console is replaced for the code, because what it reports is no error of the test.
    const result: unknown = await page.evaluate(`(async () => {
      const { error, warn } = console;
      const reports = [];
      console.error = console.warn = (text) => reports.push(text);
      try {
        const returns = await (async ($w) => {${code}})($w);
        return { returns, reports };
      } finally {
        Object.assign(console, { error, warn });
      }
    })()`);
    results.push([name, result]);
  }

  expect(results).toEqual(
    PAGE_CODE_CASES.map(({ name, returns, reports = [] }) => [
      name,
      { returns, reports: reports.map((text): unknown => expect.stringContaining(text)) },
    ]),
  );
});

browserTest('runs all onReady handlers and the wired ones, without a window', async () => {
  const { page } = await visit('/', { expected: EXPECTED });
  const order = page.locator('#order');
  const button = page.locator('#button');

  await expect.poll(() => order.innerText()).toBe('first third second later');
  expect(await button.innerText()).toBe('undefined,undefined,undefined');

  await page.evaluate(`$w('#nope').text = 'x'`);
  await page.getByText('The page has no element #nope, but its code uses #nope.text').waitFor();

  await button.click();
  await page.getByText('ReferenceError: localStorage is not defined').waitFor();
  await expect.poll(() => order.innerText()).toContain('later button');

  await page.evaluate(`$w('#list').data = [{ _id: 'one' }, { _id: 'two' }]`);
  await page.evaluate(`$w('#rowText').text = 'all'`);
  await page.locator('#rowButton__two').dblclick();
  expect(await page.locator('[data-id="rowText"]').allInnerTexts()).toEqual(['all', 'two']);
  expect(await order.innerText()).toContain('dblClick two');
  await page.evaluate(`$w('#list').data = [{ _id: 'three' }]`);
  expect(await page.locator('[data-id="rowText"]').allInnerTexts()).toEqual(['all']);
  expect(await page.evaluate(`$w('#rowText').text`)).toBe('all');
});

browserTest(
  'shows states and rows, runs effects, and exchanges messages with a frame',
  async () => {
    const { page } = await visit('/', { expected: EXPECTED });
    const run = (code: string): Promise<unknown> => page.evaluate(`(async () => {${code}})()`);
    const visible = (text: string) => page.getByText(text).isVisible();

    expect([await visible('The first state'), await visible('The second state')]).toEqual([
      true,
      false,
    ]);
    await run(`globalThis.changed = [];
    $w('#states').onChange(({ type, target }) => changed.push(type, target.currentState.id));
    await $w('#states').changeState('two'); await $w('#states').changeState('two');`);
    expect([await visible('The first state'), await visible('The second state')]).toEqual([
      false,
      true,
    ]);
    expect(await run('return changed')).toEqual(['change', 'two']);

    await run(`globalThis.selected = [];
    $w('#table').onRowSelect(({ rowIndex, rowData }) => selected.push(rowIndex, rowData.name));
    $w('#table').onCellSelect(({ cellColumnId, cellData }) => selected.push(cellColumnId, cellData));
    $w('#table').rows = [{ name: 'Nora', city: 'Bern' }, { name: 'Ines' }];`);
    await page.getByRole('cell', { name: 'Bern' }).click();
    expect(await run('return selected')).toEqual(['city', 'Bern', 0, 'Nora']);

    await run(`globalThis.sums = [];
    $w('#component').onMessage(({ type, data }) => sums.push(type, data.sum));
    $w('#component').postMessage({ a: 1, b: 2 });`);
    await expect.poll(() => run('return sums')).toEqual(['message', 3]);

    expect(
      await run(`const it = $w('#text');
      const done = it.hide('fade', { duration: 20, delay: 0 });
      const during = it.hidden;
      await done;
      const after = it.hidden;
      await it.show('float', { duration: 20 });
      return [during, after, it.hidden];`),
    ).toEqual([false, true, false]);
  },
);
