// Two versions of something to install, and a site to install them into.
import { installSite } from '../../build/install-site.mjs';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { filesIn } from './site-on-disk.ts';

/** A door that a site may have one of its own of. */
export const EVENTS = `import { runEventHandler, inbox } from 'backend/inbox/site';

/** Thanks. */
export function wixCrm_onContactCreated(event) {
  return runEventHandler(() => inbox.sendThankYou(event));
}
`;

/** What a first version installs. */
export const FIRST = {
  'backend/events.js': EVENTS,
  'backend/inbox-settings.js': 'export const settings = 1;\n',
  'backend/inbox/messaging/send.js': `import { LIMIT } from 'public/inbox-limits';\nexport const send = LIMIT;\n`,
  'backend/inbox/site.js': `import { messages } from '@wix/inbox';\nexport const inbox = messages;\nexport const runEventHandler = 1;\n`,
  'public/inbox-forms.js': 'export const forms = 1;\n',
  'public/inbox-limits.js': 'export const LIMIT = 1;\n',
  'pages/contact.js': `import { realtime } from '@wix/site-realtime';\nrealtime;\n`,
};
/** What the next one does: a file changes, one is new, and one is gone. */
export const SECOND = {
  ...FIRST,
  'backend/inbox/messaging/send.js': 'export const send = 2;\n',
  'backend/inbox/access/cursor.js': 'export const seal = 2;\n',
  'backend/inbox-settings.js': 'export const settings = 2;\n',
  'public/inbox-limits.js': undefined,
};

/** Files by their names; `undefined` where another version has one. */
export type Site = Readonly<Record<string, string | undefined>>;

/** Makes a site with these files, and what installs into it. */
export function setup(own: Readonly<Record<string, string>> = {}) {
  const site = temporaryFolder(own);
  return {
    site,
    install: (files: Site = FIRST, version = '1.0.0') => {
      const there = Object.entries(files).flatMap(([file, code]) =>
        code === undefined ? [] : [[file, code] as const],
      );
      return installSite(site, new Map(there), version).join('\n');
    },
    /** The site's files, without the list of what was installed. */
    files: () =>
      Object.fromEntries(
        Object.entries(filesIn(site)).filter(([file]) => file !== 'velo-inbox.json'),
      ),
  };
}

/** What of a version stands in the site, pages left out: the editor makes them. */
export function installed(version: Site): Site {
  const { 'pages/contact.js': _, ...rest } = version;
  return Object.fromEntries(Object.entries(rest).filter(([, code]) => code !== undefined));
}
