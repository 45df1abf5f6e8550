import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { buildSite } from '../build-site.mjs';
import { checkDist } from '../check-dist.mjs';
import { checkSettings } from '../check-settings.mjs';
import { OWN_FILES, readSite } from '../site-files.mjs';

/** @typedef {import('./example-files.mjs').ExampleSite} ExampleSite */
/** @typedef {import('./examples.mjs').Finding} Finding */
/** @typedef {import('../site-files.mjs').Files} Files */

const Manifest = v.object({
  dependencies: v.record(v.string(), v.string()),
  devDependencies: v.record(v.string(), v.string()),
});

/** The built site without examples, by its folder. */
const built = /** @type {Map<string, Promise<Files>>} */ (new Map());

/**
 * Returns the errors of the project's build, and of the checks of its output and of the settings, for examples that are
 * files of a site. JavaScript is added to the built site unchanged.
 *
 * @param {string} root The folder of the project.
 * @param {ExampleSite} site
 * @returns {Promise<readonly Finding[]>}
 */
export async function buildErrors(root, site) {
  const files = [...site].filter(([, { kind }]) => kind === 'site');
  if (files.length === 0) return [];
  const texts = files.map(([path, { code }]) => /** @type {const} */ ([path, `${code}\n`]));
  const base = built.get(root) ?? buildSite(readSite(root, '.ts'), {});
  built.set(root, base);
  try {
    const examples = await buildSite(new Map(texts.filter(([path]) => path.endsWith('.ts'))), {});
    const scripts = texts.filter(([path]) => path.endsWith('.js'));
    const all = new Map([...(await base), ...examples, ...scripts]);
    const hasSettings = files.some(([path]) => OWN_FILES.includes(path.replace(/\.ts$/, '.js')));
    const { error, warning } = hasSettings ? await checkSettings(all) : {};
    const problems = [error, warning].filter((it) => it !== undefined);
    return [...checkDist(all, packagesOf(root)), ...problems].map((it) => toFinding(it, site));
  } catch (error) {
    return [toFinding(error instanceof Error ? error.message : String(error), site)];
  }
}

/**
 * @param {string} message `backend/orders.js imports ...`, or another message with the name of a file.
 * @param {ExampleSite} site
 * @returns {Finding}
 */
function toFinding(message, site) {
  const file = [...site.keys()].find((path) => message.includes(path.replace(/\.\w+$/, '.')));
  const [, line = '1'] = /: line (\d+):/.exec(message) ?? [];
  // The lines of a built file are not those of its TypeScript.
  return {
    file: file ?? message.split(/[ :]/)[0] ?? '',
    line: file?.endsWith('.js') ? Number(line) : 1,
    message: `build error: ${message}`,
  };
}

/** @param {string} root */
function packagesOf(root) {
  const manifest = v.parse(Manifest, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return names.filter((name) => name.startsWith('@wix/'));
}
