// Copies this project's site with some files changed, as a developer or a mistake could change them.
import { settings } from './settings.ts';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './emulator/site/temporary-site.ts';

const FOLDERS = ['backend', 'public', 'pages', 'editor'];
/** The files of this project's site, by path. They are read once, because a test run creates about fifty variants. */
const files = new Map(
  FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file)]),
);
const folders = new Set([...files.keys()].map((file) => dirname(file)));

/**
 * Copies the site into a temporary folder and replaces some of its files. An original file is kept as
 * `<name>-original`, so that its replacement can import it.
 *
 * @param changed - TypeScript source by Wix's specifier (`backend/inbox/access/caller`).
 * @param site - an empty folder; by default one that is removed after the test.
 * @returns the folder's path.
 */
export function siteVariant(
  changed: Readonly<Record<string, string>>,
  site: string = temporaryFolder(),
): string {
  for (const folder of folders) mkdirSync(join(site, folder), { recursive: true });
  for (const [file, content] of files) writeFileSync(join(site, file), content);
  for (const [specifier, code] of Object.entries(changed)) {
    const file = join(site, specifier);
    renameSync(`${file}.ts`, `${file}-original.ts`);
    writeFileSync(`${file}.ts`, code);
  }
  return site;
}

/**
 * Copies the site with some of its settings changed.
 *
 * @param changes - settings to override in `backend/inbox-settings`, as plain JSON.
 */
export function siteWithSettings(changes: object, folder?: string): string {
  const changed = {
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      export const settings = { ...original, ...${JSON.stringify(changes)} };
    `,
  };
  return siteVariant(changed, folder);
}

const HIGH = { messages: 500, minutes: 10 };

/**
 * Copies the site with limits that no test reaches. Call it for tests that send more than a person may, and that are
 * not about limits.
 */
export function siteWithoutLimits(folder?: string): string {
  const messages = { visitorForm: [], visitorChat: [], member: [] };
  const site = Object.fromEntries(Object.keys(settings.limits.site).map((name) => [name, HIGH]));
  return siteWithSettings({ limits: { ...settings.limits, messages, site } }, folder);
}

/** Changes a file of a copied site: `change` receives its source. Throws if nothing changed. */
export function changeFile(site: string, name: string, change: (code: string) => string): void {
  const file = join(site, name);
  const code = readFileSync(file, 'utf8');
  const changed = change(code);
  if (changed === code) throw new Error(`Failed to change ${name}: the new source is the same`);
  writeFileSync(file, changed);
}
