import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.ts';
import type { FoundBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Chromium of this test run, found and unpacked once for all test files. */
    readonly browser: FoundBrowser;
  }
}

/** Finds a Chromium before the tests. Without one, a warning says that the browser tests are skipped. */
export default async function setup(project: TestProject): Promise<void> {
  const browser = await findBrowser('.emulator');
  if (browser.path === undefined) {
    console.warn(`\nBROWSER TESTS ARE SKIPPED: ${browser.why}\n`);
  }
  project.provide('browser', browser);
}
