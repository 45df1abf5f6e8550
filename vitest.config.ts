import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const unpackChromium = './test/support/browser/global-setup.ts';

export default defineConfig({
  cacheDir: '.vitest-cache',
  resolve: {
    // Wix's specifiers: 'backend/inbox.web', 'public/inbox-limits'.
    alias: [
      { find: /^(backend|public)\//, replacement: `${root}$1/` },
      // The package of the emulator, as other projects import it.
      { find: /^velo-emulator$/, replacement: `${root}emulator/index.ts` },
      // Wix's older modules for sites, which no package provides.
      {
        find: /^(wix-(?:realtime|captcha)-backend)$/,
        replacement: `${root}emulator/backend/velo/$1.ts`,
      },
    ],
  },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    setupFiles: ['./test/support/quiet-console.ts', './test/support/property-seed.ts'],
    globalSetup: existsSync(new URL(unpackChromium, import.meta.url)) ? [unpackChromium] : [],
    restoreMocks: true,
    // No module is mocked and no state is global, so test files can share the modules of a process. Halves the time.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2, // Each loads Wix's packages, which takes seconds: on two cores, a third costs more time than it saves.
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000, // A busy machine must not fail a test.
    expect: { poll: { interval: 20, timeout: 20_000 } }, // What a page shows can arrive at any time.
    server: {
      deps: {
        // Its ES module build imports without file extensions, so Node cannot load it. Every other @wix
        // package must not be inlined (some are CommonJS, and two copies would be two contexts).
        inline: [/\/@wix\/web-methods\//],
      },
    },
  },
});
