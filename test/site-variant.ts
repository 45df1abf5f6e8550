// A copy of this project's site with some of its files changed, as a site's owner or a mistake would change them.
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './emulator/site/temporary-site.ts';

const ROOMS = ['backend', 'public', 'pages', 'editor'];

/**
 * Copies the site into a folder that is gone after the test, and puts other files in the place of some.
 * The file that stood there moves to `<name>-original`, so that the new one can build upon it.
 *
 * @param files - by Wix's specifier (`backend/inbox/access/caller`), TypeScript each.
 * @param site - an empty folder that outlives the test; its maker removes it.
 * @returns the folder's path.
 */
export function siteVariant(
  files: Readonly<Record<string, string>>,
  site: string = temporaryFolder(),
): string {
  for (const room of ROOMS) {
    cpSync(room, join(site, room), { recursive: true });
  }
  for (const [specifier, code] of Object.entries(files)) {
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
