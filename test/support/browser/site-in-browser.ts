import type { Browser, Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';
import type { EmulatorOptions } from '../../../emulator/index.ts';
import { BROWSER_ARGS } from './find-browser.ts';
import { newTab } from './tab.ts';
import type { Tab } from './tab.ts';

/** A recorded request to the emulated Wix, with the fields that these tests read. */
export interface RecordedRequest {
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

/** A recorded event of the emulated Wix and its delivery outcome. */
export interface RecordedEvent {
  readonly name: string;
  readonly outcome: string;
}

/** A test in a browser. It is reported as skipped if there is no browser. */
export const browserTest = test.skipIf(inject('browser').path === undefined);

// A browser is slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/**
 * Runs a site and a browser for all tests of a file. Both start with the first test, so that nothing starts if the
 * tests are skipped. `name` is the name of the test file.
 */
export function siteInBrowser(options: EmulatorOptions & { readonly name?: string }) {
  let running: ReturnType<typeof start> | undefined;
  /** Cleared tabs of earlier tests. */
  const idle: Tab[] = [];

  async function start() {
    const { path = '' } = inject('browser');
    const { chromium } = await import('playwright-core');
    const { name = 'without-a-site', ...rest } = options;
    // All files of a worker share the bundles of a site's packages. Two workers must not write to the same folder.
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
   * Resets the site to its seed and visits a page as a new visitor, or as another identity (`as`, the body of
   * `POST /_emulator/act-as`). At its end, the test fails if the page reported an unexpected error.
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

    /** Opens a page in a browser context without cookies, optionally as another identity (the body of `act-as`). */
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
      await waitUntilReady(opened);
      return opened;
    }
    const page = await open(path, as);

    return {
      page,
      emulator,
      control,
      /** Opens a page in another person's browser, optionally as another identity (the body of `act-as`). */
      openInNewBrowser: open,
      /** Returns the requests to Wix since the start of the visit. */
      async requests(): Promise<readonly RecordedRequest[]> {
        await emulator.settled();
        return listOf<RecordedRequest>(await control('GET', 'requests'), 'requests');
      },
      /** Returns the events of Wix since the start of the visit. */
      async events(): Promise<readonly RecordedEvent[]> {
        await emulator.settled();
        return listOf<RecordedEvent>(await control('GET', 'events'), 'events');
      },
    };
  }

  return { visit };
}

/** Waits until the onReady handlers of the page's code have finished. */
export async function waitUntilReady(page: Page): Promise<void> {
  await page.locator('html[data-velo-ready]').waitFor();
}

// The items are not validated: a test that reads a missing property fails.
function listOf<Item>(json: unknown, key: string): readonly Item[];
function listOf(json: unknown, key: string): readonly unknown[] {
  return v.parse(v.looseObject({ [key]: v.array(v.unknown()) }), json)[key] ?? [];
}
