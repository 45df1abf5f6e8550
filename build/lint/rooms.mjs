/**
 * @typedef {object} Room A set of files, and all that they may import.
 * @property {string} name The room as a message names it: "a door".
 * @property {RegExp} files Its files, from the root of the project.
 * @property {readonly (RegExp | string)[]} may What they import: a file from the root without `.ts`, or a
 *   specifier as it is written.
 * @property {readonly (RegExp | string)[]} [types] What they import further, as types only.
 * @property {boolean} [relative] Whether they may use relative paths; the files of a site use Wix's.
 * @property {string} [because] What the message says after the refusal.
 */

const BACKEND_ROOM = /^backend\/inbox\/(?!site$|wix-)/;
const NODE = /^node:/;

/** Packages that the rooms of the local Wix are built of; never one of the site's own dependencies. */
const EMULATOR_PACKAGES = [
  /^hono(\/|$)/,
  'valibot',
  /^@wix\/(auto_sdk_[^/]+\/meta|wix-data-items-sdk\/build\/cjs\/meta\.js)$/,
];

const product = {
  relative: false,
  because: "files of a site import by Wix's specifiers, and only what their room may know",
};

const wixKnowsNoSite = "emulator/wix/ stands for Wix's servers, which know nothing of sites";
const onlyAppKnowsAll =
  'a room of the local Wix reaches the others as HTTP and as delivered events; only app.ts knows them all';

/**
 * Who may import whom: the first room whose `files` match decides. It is a list of what is allowed, so a new
 * dependency is a decision that shows up here.
 *
 * @type {readonly Room[]}
 */
export const ROOMS = [
  // What runs on Wix.
  {
    ...product,
    name: 'a door for pages',
    files: /^backend\/[^/]+\.web$/,
    may: [
      '@wix/web-methods',
      BACKEND_ROOM,
      'backend/inbox/site',
      'backend/inbox-settings',
      /^public\//,
    ],
  },
  {
    ...product,
    name: 'a door for Wix',
    files: /^backend\/(events|realtime-permissions)$/,
    may: [BACKEND_ROOM, 'backend/inbox/site', /^public\//],
  },
  {
    ...product,
    name: "the site's settings",
    files: /^backend\/inbox-settings$/,
    may: [BACKEND_ROOM, /^public\//],
  },
  {
    ...product,
    name: 'the composition root',
    files: /^backend\/inbox\/site$/,
    may: [/^backend\/inbox\//, 'backend/inbox-settings', /^public\//],
  },
  {
    ...product,
    name: 'a wall to Wix',
    files: /^backend\/inbox\/wix-/,
    may: [
      /^@wix\/(?!auto_sdk_|site-)/,
      /^wix-/,
      BACKEND_ROOM,
      /^backend\/inbox\/wix-/,
      /^public\//,
      'valibot',
    ],
  },
  {
    ...product,
    name: "a handler of Inbox's own events, or what it leans on",
    files: /^backend\/inbox\/(note-|tell-pages$|recent-log$|hooks$|ping$|read-event)/,
    may: [
      /^backend\/inbox\/(?!site$|wix-|send(?!-log$)|answer-button$|thank-|report-)/,
      /^public\//,
    ],
    because:
      'an event of a message must never lead to a message: no such handler can reach what sends',
  },
  {
    ...product,
    name: 'a room of the backend',
    files: /^backend\//,
    may: [BACKEND_ROOM, 'backend/inbox-settings', /^public\//, 'valibot'],
    because:
      'only backend/inbox/wix-*.ts import @wix/*, only site.ts imports wix-*.ts, and nothing imports a door',
  },
  {
    ...product,
    name: 'a public file',
    files: /^public\//,
    may: [/^public\/inbox-/],
    types: [/^@wix\/site-/],
    because: 'public files are loaded by every page: they import public/inbox-* and nothing else',
  },
  {
    ...product,
    name: 'a page',
    files: /^pages\//,
    may: [/^backend\/[^/]+\.web$/, /^public\//, /^@wix\/site-/],
    because: 'a page reaches the backend through backend/<name>.web, and Wix through @wix/site-*',
  },

  // The local Wix.
  {
    name: 'the whole of the local Wix',
    files: /^emulator\/(app|index|cli)$/,
    may: [/^emulator\//, ...EMULATOR_PACKAGES, '@hono/node-server', NODE],
  },
  {
    name: 'the part that starts a process',
    files: /^emulator\/[^/]+$/,
    may: [NODE],
  },
  {
    name: 'the database of the local Wix',
    files: /^emulator\/database\//,
    may: [/^emulator\/database\//, 'libsql', NODE],
  },
  {
    name: "a part of Wix's servers",
    files: /^emulator\/wix\//,
    may: [/^emulator\/(wix|database)\//, ...EMULATOR_PACKAGES, NODE],
    because: wixKnowsNoSite,
  },
  {
    name: "a tool that reads Wix's packages",
    files: /^emulator\/tools\//,
    may: [/^emulator\/(tools|wix\/rules)\//, 'typescript', 'valibot', NODE],
  },
  {
    name: "the site's finder",
    files: /^emulator\/site\//,
    may: [/^emulator\/site\//, 'vite', 'valibot', NODE],
    because: onlyAppKnowsAll,
  },
  {
    name: "the runner of a site's backend",
    files: /^emulator\/backend\//,
    may: [/^emulator\/backend\//, /^@wix\/sdk(\/|$)/, 'valibot', NODE],
    types: [/^emulator\/(site|wix)\//],
    because: onlyAppKnowsAll,
  },
  {
    name: 'the pages in the browser',
    files: /^emulator\/pages\/browser\//,
    may: [/^emulator\/pages\//, /^@wix\/sdk(\/|$)/],
    because: onlyAppKnowsAll,
  },
  {
    name: "the server of a site's pages",
    files: /^emulator\/pages\//,
    may: [/^emulator\/pages\//, ...EMULATOR_PACKAGES, /^vite(\/module-runner)?$/, NODE],
    types: [/^emulator\/(site|wix)\//],
    because: onlyAppKnowsAll,
  },
  {
    name: 'a screen',
    files: /^emulator\/screens\//,
    may: [/^emulator\/screens\//, ...EMULATOR_PACKAGES, NODE],
    types: [/^emulator\/wix\//],
    because: onlyAppKnowsAll,
  },
  {
    name: 'the control routes',
    files: /^emulator\/control\//,
    may: [/^emulator\/(control|wix|database)\//, ...EMULATOR_PACKAGES, NODE],
    because: onlyAppKnowsAll,
  },

  // What tries them out.
  {
    name: 'a build step',
    files: /^build\//,
    may: [
      /^build\//,
      'acorn',
      'oxlint',
      'oxlint/plugins-dev',
      'prettier',
      'rolldown',
      'typescript',
      'valibot',
      NODE,
    ],
    because: 'the build needs neither the site nor the local Wix to run',
  },
  {
    name: 'a test',
    files: /^test\//,
    may: [/^(test|backend|public|pages|emulator|build|bench)\//, /^[^.]/],
  },
  {
    name: 'the benchmark',
    files: /^bench\//,
    may: [/^(bench|backend|public|emulator)\//, /^[^.]/],
  },
];
