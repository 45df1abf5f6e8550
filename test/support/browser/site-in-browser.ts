import type { Browser, Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';
import type { EmulatorOptions } from '../../../emulator/index.ts';
import { BROWSER_ARGS } from './find-browser.ts';
import { newTab } from './tab.ts';
import type { Tab } from './tab.ts';

/** A call of the emulated Wix, as far as these tests look at it. */
export interface SeenRequest {
  readonly operation: string;
  readonly status: number;
  readonly identity: { readonly kind: string } | null;
  readonly body: {
    readonly message?: {
      readonly direction?: string;
      readonly content?: {
        readonly form?: { readonly fields?: readonly { readonly value: string }[] };
      };
    };
  };
}

/** An event of the emulated Wix and what became of it. */
export interface SeenEvent {
  readonly name: string;
  readonly outcome: string;
}

/** A test in a browser: slower than others, and reported as skipped where there is no browser. */
export const browserTest = test.skipIf(inject('browser').path === undefined);

// A browser on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

/**
 * Runs a site for all tests of a file, and a browser to visit it with. Both start with the first test,
 * so that nothing starts where the tests are skipped. `name` is the test file's own.
 */
export function siteInBrowser(options: EmulatorOptions & { readonly name?: string }) {
  let running: ReturnType<typeof start> | undefined;
  /** Tabs that earlier tests have left, as good as new. */
  const idle: Tab[] = [];

  async function start() {
    const { path = '' } = inject('browser');
    const { chromium } = await import('playwright-core');
    const { name = 'without-a-site', ...rest } = options;
    // One bundle of a site's packages for all files that a worker runs; two workers must not write to one folder.
    const folder = rest.site === '.' ? 'this-site' : name;
    const cacheDir = `.emulator/modules-of-tests/${folder}-${process.env['VITEST_POOL_ID'] ?? '0'}`;
    const emulator = await createEmulator({ data: ':memory:', cacheDir, ...rest });
    const url = await emulator.listen();
    const browser: Browser = await chromium.launch({
      executablePath: path,
      args: [...BROWSER_ARGS],
    });
    return { emulator, url, browser };
  }

  afterAll(async () => {
    const { browser, emulator } = (await running) ?? {};
    await browser?.close();
    await emulator?.close();
  });

  /**
   * Visits a page as a new visitor, or `as` somebody (the body of `act-as`), on a site that is as its seed says.
   * Ends with the test, which fails if the page reported an error that it did not expect.
   */
  async function visit(
    path = '/',
    {
      width = 1280,
      height = 800,
      expected = [],
      as,
    }: { width?: number; height?: number; expected?: RegExp[]; as?: object } = {},
  ) {
    running ??= start();
    const { emulator, url, browser } = await running;
    await control('POST', 'reset');
    await control('DELETE', 'faults');

    async function control(method: string, route: string, body?: unknown): Promise<unknown> {
      const response = await emulator.fetch(`/_emulator/${route}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const json: unknown = await response.json();
      expect([response.status, json]).toEqual([200, expect.anything()]);
      return json;
    }

    /** Opens a page in a browser of its own: nobody's cookies but its own. */
    async function open(first: string, caller?: object): Promise<Page> {
      const tab = idle.pop() ?? (await newTab(browser, url));
      const { page: opened, errors } = tab;
      onTestFinished(async ({ task }) => {
        if (task.result?.state === 'fail') await opened.context().close();
        else if (await tab.clear()) idle.push(tab);
        expect(errors.splice(0).filter((text) => !expected.some((it) => it.test(text)))).toEqual(
          [],
        );
      });
      await opened.setViewportSize({ width, height });
      if (caller) await opened.request.post(`${url}/_emulator/act-as`, { data: caller });
      await opened.goto(url + first);
      await ready(opened);
      return opened;
    }
    const page = await open(path, as);

    return {
      page,
      emulator,
      control,
      /** Opens a page in somebody else's browser, who may be logged in: the body of `act-as`. */
      elsewhere: open,
      /** Every call that reached Wix since the visit began. */
      async requests(): Promise<readonly SeenRequest[]> {
        await emulator.settled();
        return listOf<SeenRequest>(await control('GET', 'requests'), 'requests');
      },
      async events(): Promise<readonly SeenEvent[]> {
        await emulator.settled();
        return listOf<SeenEvent>(await control('GET', 'events'), 'events');
      },
    };
  }

  return { visit };
}

/** Waits until the page's code has run its onReady handlers. */
export async function ready(page: Page): Promise<void> {
  await page.locator('html[data-velo-ready]').waitFor();
}

// The shapes are the emulator's own; a test that reads them fails on others.
function listOf<Item>(json: unknown, key: string): readonly Item[];
function listOf(json: unknown, key: string): readonly unknown[] {
  return v.parse(v.looseObject({ [key]: v.array(v.unknown()) }), json)[key] ?? [];
}
