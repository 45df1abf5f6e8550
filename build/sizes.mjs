import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { isOurs } from './site-files.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/**
 * The maximum size of each script that Wix bundles, minified and gzipped, in bytes: the whole backend, and the code of
 * a page with everything that it imports. Wix's packages and the site's own files do not count. The reason for its size is in
 * docs/decisions/0017-backend-size-budget.md.
 */
const BUDGETS = [
  {
    name: 'backend',
    entries: /^backend\/([^/]+\.web|events|realtime-permissions)\.js$/,
    bytes: 34 * 1024,
  },
  { name: 'contact page', entries: /^pages\/contact\b/i, bytes: 8 * 1024 },
  { name: 'chat page', entries: /^pages\/chat\b/i, bytes: 14 * 1024 },
];

/**
 * Returns the size of modules and everything that they import, minified and gzipped, without the site's own files.
 *
 * @param {Files} files
 * @param {RegExp} entries
 * @returns {Promise<number>} In bytes.
 */
export async function measureSize(files, entries) {
  const input = [...files.keys()].filter((file) => entries.test(file) && isOurs(file));
  const inBackend = input.some((file) => file.startsWith('backend/'));
  const bundle = await rolldown({
    input: 'all',
    plugins: [
      {
        name: 'in-memory',
        resolveId(id) {
          if (id === 'all' || files.has(id)) return id;
          if (!inBackend && id.startsWith('backend/')) return { id, external: true };
          const file = `${id}.js`;
          return files.has(file) && isOurs(file) ? file : { id, external: true };
        },
        load: (id) =>
          id === 'all' ? input.map((file) => `export * from '${file}';`).join('\n') : files.get(id),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es', minify: true, comments: false });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}

/**
 * Measures the site's scripts.
 *
 * @param {Files} files
 */
export function measureSizes(files) {
  return Promise.all(
    BUDGETS.map(async ({ name, entries, bytes }) => ({
      name,
      bytes,
      size: await measureSize(files, entries),
    })),
  );
}

/**
 * Compares the sizes of the site's scripts with their budgets.
 *
 * @param {Files} files
 * @returns {Promise<{ lines: readonly string[], errors: readonly string[] }>} Each size, and each excess.
 */
export async function checkSizes(files) {
  const sizes = await measureSizes(files);
  return {
    lines: sizes.map(
      ({ name, size, bytes }) => `${name}: ${size} bytes minified and gzipped, of ${bytes}`,
    ),
    errors: sizes
      .filter(({ size, bytes }) => size > bytes)
      .map(({ name, size, bytes }) => `${name}: ${size - bytes} bytes over its budget`),
  };
}
