import { stripVTControlCharacters } from 'node:util';
import { rolldown } from 'rolldown';
import * as v from 'valibot';
import { importsOf, parse } from './module-imports.mjs';
import { OWN_FILES } from './site-files.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/**
 * @typedef {object} SettingsCheck
 * @property {string} [error] What is wrong with the settings or forms: one line for each setting.
 * @property {string} [warning] Why they could not be checked.
 */

const Checks = v.object({ check: v.function() });
const ENTRY = `
import * as own from 'backend/inbox-settings';
import { readInboxSettings } from 'backend/inbox/read-settings';
export const check = () => void readInboxSettings(own.settings);
`;

/**
 * Checks the settings and forms of a built site, as the backend does when it loads: runs the two files, and what they
 * import of the site. Other imports, such as Wix's packages, and files that do not parse are replaced by values that do
 * nothing.
 *
 * @param {Files} files
 * @returns {Promise<SettingsCheck>}
 */
export async function checkSettings(files) {
  try {
    const { check } = await load(files);
    check();
    return {};
  } catch (error) {
    const message = stripVTControlCharacters(
      error instanceof Error ? error.message : String(error),
    );
    return error instanceof Error && error.name === 'InvalidSettingsError'
      ? { error: message }
      : { warning: `backend/inbox-settings could not be checked: ${message}` };
  }
}

/** @param {Files} files */
async function load(files) {
  const names = namesBySpecifier(files);
  const bundle = await rolldown({
    input: 'entry',
    plugins: [
      {
        name: 'in-memory',
        resolveId: (id) => (isUsable(`${id}.js`, files) ? `${id}.js` : id),
        load: (id) => (id === 'entry' ? ENTRY : (files.get(id) ?? stubOf(names.get(id) ?? []))),
      },
    ],
    onLog: () => {},
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return v.parse(
    Checks,
    await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`),
  );
}

/** @param {string} file @param {Files} files */
function isUsable(file, files) {
  const code = files.get(file);
  return code !== undefined && (OWN_FILES.includes(file) || parse(code).errors.length === 0);
}

/** @param {Files} files @returns {ReadonlyMap<string, readonly string[]>} */
function namesBySpecifier(files) {
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const { specifier, names: imported } of [...files.values()].flatMap(importsOf)) {
    names.set(specifier, [...new Set([...(names.get(specifier) ?? []), ...imported])]);
  }
  return names;
}

/** @param {readonly string[]} names */
function stubOf(names) {
  const stub =
    'const stub = new Proxy(() => stub, { get: (_, key) => typeof key === "string" ? stub : undefined });';
  return `${stub}\n${names.map((name) => `export { stub as ${name} };`).join('\n')}`;
}
