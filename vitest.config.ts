import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const unpackChromium = './test/support/browser/global-setup.ts';

export default defineConfig({
  cacheDir: '.vitest-cache',
  resolve: {
    // Wix's own specifiers: 'backend/inbox.web', 'public/inbox-limits'.
    alias: [
      { find: /^(backend|public)\//, replacement: `${root}$1/` },
      // Wix's older module for sites, which no package brings.
      {
        find: /^wix-realtime-backend$/,
        replacement: `${root}emulator/backend/velo/wix-realtime-backend.ts`,
      },
    ],
  },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    setupFiles: ['./test/support/quiet-console.ts'],
    globalSetup: existsSync(new URL(unpackChromium, import.meta.url)) ? [unpackChromium] : [],
    restoreMocks: true,
    // Nothing is mocked and nothing is global, so that files can share a process's modules: half the time.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2, // Each loads the packages of Wix, which takes seconds: a third costs more than it brings on two cores.
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000, // A machine that is busy with something else is no failure.
    server: {
      deps: {
        // Its ES module build imports without extensions, so that Node cannot load it; every other @wix
        // package must stay as it is (some are CommonJS, and two copies would be two contexts).
        inline: [/\/@wix\/web-methods\//],
      },
    },
  },
});
