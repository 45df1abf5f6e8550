import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/** @typedef {import('./site-files.mjs').Files} Files */

/**
 * What may be how large, gzipped, once Wix has made one script of it: the whole backend with its libraries,
 * and the code of a page with all that it imports. Wix's own packages do not count. Why the backend has
 * more than the plan's 14 KB: docs/decisions/0017-backend-size-budget.md.
 */
const BUDGETS = [
  {
    name: 'backend',
    entries: /^backend\/([^/]+\.web|events|realtime-permissions)\.js$/,
    bytes: 20 * 1024,
  },
  { name: 'contact page', entries: /^pages\/contact\b/i, bytes: 4 * 1024 },
  { name: 'chat page', entries: /^pages\/chat\b/i, bytes: 7 * 1024 },
];

/**
 * Weighs the entries of a budget: minified and gzipped, everything that they import included.
 *
 * @param {Files} files
 * @param {RegExp} entries
 * @returns {Promise<number>} Bytes.
 */
export async function weigh(files, entries) {
  const input = [...files.keys()].filter((file) => entries.test(file));
  const inBackend = input.some((file) => file.startsWith('backend/'));
  const bundle = await rolldown({
    input: 'all',
    plugins: [
      {
        name: 'in-memory',
        resolveId(id) {
          if (id === 'all' || files.has(id)) return id;
          if (!inBackend && id.startsWith('backend/')) return { id, external: true };
          return files.has(`${id}.js`) ? `${id}.js` : { id, external: true };
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
 * Weighs the site against its budgets.
 *
 * @param {Files} files
 * @returns {Promise<{ lines: readonly string[], faults: readonly string[] }>} What to print, and what is too much.
 */
export async function overBudget(files) {
  const weighed = await Promise.all(
    BUDGETS.map(async (budget) => ({ ...budget, weight: await weigh(files, budget.entries) })),
  );
  return {
    lines: weighed.map(
      ({ name, weight, bytes }) => `${name}: ${weight} bytes minified and gzipped, of ${bytes}`,
    ),
    faults: weighed
      .filter(({ weight, bytes }) => weight > bytes)
      .map(({ name, weight, bytes }) => `${name}: ${weight - bytes} bytes over its budget`),
  };
}
