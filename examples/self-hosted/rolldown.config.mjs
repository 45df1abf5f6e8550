import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Bundles the program and the bundle's files that it uses. Packages stay outside. */
export default defineConfig({
  input: { server: `${root}examples/self-hosted/server.ts` },
  platform: 'node',
  external: /^(?:@wix|@hono)\/|^hono(?:\/|$)/,
  resolve: { alias: { backend: `${root}backend`, public: `${root}public` } },
  output: { dir: `${root}dist/self-hosted`, format: 'esm' },
});
