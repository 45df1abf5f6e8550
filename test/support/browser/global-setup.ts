import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.ts';
import type { FoundBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Chromium of this run, found and unpacked once for all test files. */
    readonly browser: FoundBrowser;
  }
}

/** Finds a Chromium before the tests; without one they say that they were skipped. */
export default async function setup(project: TestProject): Promise<void> {
  const browser = await findBrowser('.emulator');
  if (browser.path === undefined) {
    console.warn(`\nBROWSER TESTS ARE SKIPPED: ${browser.why}\n`);
  }
  project.provide('browser', browser);
}
