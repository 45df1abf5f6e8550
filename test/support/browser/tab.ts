// A browser's tab that one test after the other uses: a process of Chromium's for each test would cost more than most tests.
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A tab of a browser context of its own, without cookies, storage, handlers or a past that a page could see. */
export interface Tab {
  readonly page: Page;
  /** What pages of the tab reported as warnings and errors. */
  readonly errors: string[];
  /** Leaves the page and makes the tab as good as new; false if it cannot be, and is closed. */
  clear(): Promise<boolean>;
}

/** Documents without scripts of an emulator, the second with the headers of its screens: other headers, another process. */
const NO_SCRIPTS = { site: '/_emulator/health', screens: '/_emulator/inbox/assets/inbox.css' };

/** Opens a tab for the pages of one origin. */
export async function newTab(browser: Browser, origin: string): Promise<Tab> {
  const context = await browser.newContext();
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  context.on('console', (line) => {
    if (!['error', 'warning'].includes(line.type())) return;
    errors.push(`${line.text()} ${line.location().url}`);
  });
  const page = await context.newPage();

  async function clear(): Promise<boolean> {
    for (const other of context.pages()) {
      if (other !== page) await other.close();
    }
    page.removeAllListeners();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    const isScreen = page.url().startsWith(`${origin}/_emulator/`);
    await page.goto(origin + (isScreen ? NO_SCRIPTS.screens : NO_SCRIPTS.site));
    await context.clearCookies();
    const left = await page.evaluate(() => {
      sessionStorage.clear();
      localStorage.clear();
      return {
        // A clock that a test installed is there in all documents to come.
        clock: !String(Date.now).includes('[native code]'),
        cookies: document.cookie,
        stored: sessionStorage.length + localStorage.length,
      };
    });
    if (left.clock) {
      await context.close();
      return false;
    }
    expect(left).toEqual({ clock: false, cookies: '', stored: 0 });
    return true;
  }

  return { page, errors, clear };
}
