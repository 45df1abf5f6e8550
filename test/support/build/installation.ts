// Two versions of files to install, and a site to install them into.
import { installSite } from '../../../build/install-site.mjs';
import { temporaryFolder } from '../emulator/site/temporary-site.ts';
import { filesIn } from './site-on-disk.ts';

/** An entry point. A site can have its own. */
export const EVENTS = `import { runEventHandler, inbox } from 'backend/inbox/site';

/** Thanks. */
export function wixCrm_onContactCreated(event) {
  return runEventHandler(() => inbox.sendThankYou(event));
}
`;

/** The files of the first version. */
export const FIRST = {
  'backend/events.js': EVENTS,
  'backend/inbox-settings.js': 'export const settings = 1;\n',
  'backend/inbox/messaging/send.js': `import { LIMIT } from 'public/inbox-limits';\nexport const send = LIMIT;\n`,
  'backend/inbox/site.js': `import { messages } from '@wix/inbox';
export const inbox = messages;
export const respond = 1;
export const runEventHandler = 1;
`,
  'public/inbox-forms.js': 'export const forms = 1;\n',
  'public/inbox-limits.js': 'export const LIMIT = 1;\n',
  'pages/contact.js': `import { realtime } from '@wix/site-realtime';\nrealtime;\n`,
};
/** The files of the second version: one is changed, one is new, and one is removed. */
export const SECOND = {
  ...FIRST,
  'backend/inbox/messaging/send.js': 'export const send = 2;\n',
  'backend/inbox/access/cursor.js': 'export const seal = 2;\n',
  'backend/inbox-settings.js': 'export const settings = 2;\n',
  'public/inbox-limits.js': undefined,
};

/** The code of files by path; `undefined` for a file that only another version has. */
export type Site = Readonly<Record<string, string | undefined>>;

/** Creates a site with these files, and a function that installs into it. */
export function setup(own: Readonly<Record<string, string>> = {}) {
  const site = temporaryFolder(own);
  return {
    site,
    install: (files: Site = FIRST, version = '1.0.0') => {
      const existing = Object.entries(files).flatMap(([file, code]) =>
        code === undefined ? [] : [[file, code] as const],
      );
      return installSite(site, new Map(existing), version).join('\n');
    },
    /** Returns the site's files without the manifest. */
    files: () =>
      Object.fromEntries(
        Object.entries(filesIn(site)).filter(([file]) => file !== 'velo-inbox.json'),
      ),
  };
}

/** Returns the files of a version that are installed: all except pages, which the editor creates. */
export function installed(version: Site): Site {
  const { 'pages/contact.js': _, ...rest } = version;
  return Object.fromEntries(Object.entries(rest).filter(([, code]) => code !== undefined));
}
