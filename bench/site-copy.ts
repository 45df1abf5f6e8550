// Copies this project's site without its limits, for benchmarks that send more than a site may.
import { cpSync, rmSync, writeFileSync } from 'node:fs';

const FOLDER = '.emulator/bench/site';
/** The most that the settings of a site allow. */
const MOST = '{ messages: 500, minutes: 1 }';
const SETTINGS = `import { defineInboxSettings } from 'backend/inbox/settings';

export const settings = defineInboxSettings({
  limits: {
    messages: { visitorForm: [], visitorChat: [], member: [] },
    site: { visitors: ${MOST}, members: ${MOST}, notifications: ${MOST}, thanks: ${MOST} },
  },
});
`;

/** Copies the site and returns the copy's folder, inside the project, so that its packages are found. */
export function copySiteWithoutLimits(): string {
  rmSync(FOLDER, { recursive: true, force: true });
  for (const folder of ['backend', 'public', 'pages', 'editor']) {
    cpSync(folder, `${FOLDER}/${folder}`, { recursive: true });
  }
  writeFileSync(`${FOLDER}/backend/inbox-settings.ts`, SETTINGS);
  return FOLDER;
}
