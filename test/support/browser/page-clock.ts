import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/**
 * Lets the time of a page pass, 20 seconds at a time, until an element is visible. Needs `page.clock.install()`. A timer
 * can be set after the text that announces it is shown, so one step is not enough.
 */
export async function passTimeUntilVisible(page: Page, element: Locator): Promise<void> {
  await expect
    .poll(async () => {
      await page.clock.runFor(20_000);
      return await element.isVisible();
    })
    .toBe(true);
}
