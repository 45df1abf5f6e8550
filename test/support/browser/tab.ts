// A browser tab that several tests use one after the other: a Chromium process per test would take longer than most tests.
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A tab with its own browser context, without cookies, storage or handlers of earlier tests. */
export interface Tab {
  readonly page: Page;
  /** The warnings and errors that the tab's pages reported. */
  readonly errors: string[];
  /** Leaves the page and clears the tab. Returns false, and closes the tab, if a test has installed a clock in it. */
  clear(): Promise<boolean>;
}

/** Documents without scripts. The second has the headers of the emulator's screens: other headers need a new process. */
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
    const remaining = await page.evaluate(() => {
      sessionStorage.clear();
      localStorage.clear();
      return {
        // A clock that a test installed stays in all later documents.
        clock: !String(Date.now).includes('[native code]'),
        cookies: document.cookie,
        stored: sessionStorage.length + localStorage.length,
      };
    });
    if (remaining.clock) {
      await context.close();
      return false;
    }
    expect(remaining).toEqual({ clock: false, cookies: '', stored: 0 });
    return true;
  }

  return { page, errors, clear };
}
