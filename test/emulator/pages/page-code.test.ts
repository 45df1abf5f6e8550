// Page code on the server, with the cases that the browser has too.
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { listLayoutElements } from '../../../emulator/pages/layout-elements.ts';
import { createServerPage } from '../../../emulator/pages/server-page.ts';
import { PAGE_CODE_CASES } from '../../support/emulator/pages/page-code-cases.ts';

const layout = listLayoutElements(readFileSync('test/sites/page-code/editor/home.html', 'utf8'));

function setup() {
  const reports: string[] = [];
  const errors: unknown[] = [];
  const page = createServerPage({
    layout,
    report: {
      error: (message) => reports.push(`Wix code SDK error: ${message}`),
      warn: (message) => reports.push(`Wix code SDK warning: ${message}`),
    },
    onError: (error) => errors.push(error),
  });
  return { page, reports, errors };
}

test.each(PAGE_CODE_CASES)('$name', async ({ code, returns, reports = [] }) => {
  const { page, reports: reported } = setup();
  const run: unknown = new Script(`(async ($w) => {${code}})`).runInThisContext();
  if (typeof run !== 'function') throw new TypeError('The code is no function.');

  expect(await Reflect.apply(run, undefined, [page.$w])).toEqual(returns);
  expect(reported).toEqual(reports.map((text): unknown => expect.stringContaining(text)));
});

test('starts all onReady handlers together; one that throws or never ends stops no other', async () => {
  const { page, errors } = setup();
  const order: string[] = [];
  const note = (text: string): void => void order.push(text);
  page.$w.onReady(() => {
    note('first');
    throw new Error('fails');
  });
  page.$w.onReady(async () => {
    note('second');
    await new Promise(() => undefined);
  });
  page.$w.onReady(() => {
    note('third');
    page.$w.onReady(() => note('registered later'));
  });

  void page.start();

  expect(order).toEqual(['first', 'second', 'third', 'registered later']);
  await expect.poll(() => errors).toEqual([new Error('fails')]);
});
