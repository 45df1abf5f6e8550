// A copy of this project's site with some of its files changed, as a site's owner or a mistake would change them.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './emulator/site/temporary-site.ts';

const SITE_FOLDERS = ['backend', 'public', 'pages', 'editor'];
/** The files of this project's site: read once, as fifty variants are made in a run. */
const files = new Map(
  SITE_FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file)]),
);
const folders = new Set([...files.keys()].map((file) => dirname(file)));

/**
 * Copies the site into a folder that is gone after the test, and puts other files in the place of some.
 * The file that stood there moves to `<name>-original`, so that the new one can build upon it.
 *
 * @param changed - by Wix's specifier (`backend/inbox/access/caller`), TypeScript each.
 * @param site - an empty folder that outlives the test; its maker removes it.
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
 * @param changes - what differs in `backend/inbox-settings`, plain JSON.
 */
export function siteWithSettings(changes: object): string {
  return siteVariant({
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      export const settings = { ...original, ...${JSON.stringify(changes)} };
    `,
  });
}

/** Changes a file of a site variant: `change` gets what stands there. */
export function changeFile(site: string, name: string, change: (code: string) => string): void {
  const file = join(site, name);
  const code = readFileSync(file, 'utf8');
  const changed = change(code);
  if (changed === code) throw new Error(`Failed to change ${name}: it is as it was`);
  writeFileSync(file, changed);
}
