import { EMULATOR_LAYERS } from './emulator-layers.mjs';

/**
 * @typedef {object} Layer A set of files and everything that they may import.
 * @property {string} name The layer as a lint message names it: "an entry point for pages".
 * @property {RegExp} files Its files, as paths from the root of the project without an extension.
 * @property {readonly (RegExp | string)[]} may What its files may import: a path from the root of the project
 *   without an extension, or a package specifier.
 * @property {readonly (RegExp | string)[]} [types] What its files may import in addition, as types only.
 * @property {boolean} [relative] Whether relative paths are allowed; the files of a site use Wix's specifiers.
 * @property {string} [because] The reason that the lint message gives.
 */

const NODE = /^node:/;
const PUBLIC = /^public\//;

// The folders of backend/inbox, each with what it may import.
/** Files directly in `backend/inbox/` that any file there may import. */
const CORE = /^backend\/inbox\/(?!site$|inbox$)[^/]+$/;
const PORT = 'backend/inbox/wix/port';
const INPUT = /^backend\/inbox\/input\//;
const ACCESS = /^backend\/inbox\/access\//;
const REALTIME = /^backend\/inbox\/realtime\//;
const MESSAGING = /^backend\/inbox\/messaging\//;
const EVENTS = /^backend\/inbox\/events\//;
const USE_CASES = /^backend\/inbox\/use-cases\//;
/** The part of `messaging/` and `events/` that cannot send. */
const CANNOT_SEND = [
  /^backend\/inbox\/messaging\/(?!send|form-contact)/,
  'backend/inbox/messaging/send-log',
  /^backend\/inbox\/events\/(inbox\/|read-|record-recent$)/,
];

const site = {
  relative: false,
  because: "files of a site use Wix's specifiers and import only what their layer allows",
};

/**
 * The import rules. The first layer whose `files` match a file applies. The table lists what is allowed, so that a new
 * dependency is a visible change here.
 *
 * @type {readonly Layer[]}
 */
export const LAYERS = [
  // What runs on Wix.
  {
    ...site,
    name: 'an entry point for pages',
    files: /^backend\/[^/]+\.web$/,
    may: ['@wix/web-methods', 'backend/inbox/site', 'backend/inbox-settings', PUBLIC],
  },
  {
    ...site,
    name: 'an entry point for Wix',
    files: /^backend\/(events|realtime-permissions)$/,
    may: ['backend/inbox/site', PUBLIC],
  },
  {
    ...site,
    name: "the site's settings",
    files: /^backend\/inbox-settings$/,
    may: [CORE, PUBLIC],
  },
  {
    ...site,
    name: 'the composition root',
    files: /^backend\/inbox\/site$/,
    may: [/^backend\/inbox\//, 'backend/inbox-settings', PUBLIC],
  },
  {
    ...site,
    name: 'the list of use cases',
    files: /^backend\/inbox\/(inbox|context)$/,
    may: [/^backend\/inbox\/(?!site$|wix\/(?!port$))/, PUBLIC],
    because: 'only site.ts knows the adapters to Wix',
  },
  {
    ...site,
    name: 'an adapter to Wix',
    files: /^backend\/inbox\/wix\//,
    may: [/^@wix\/(?!auto_sdk_|site-)/, /^wix-/, /^backend\/inbox\/wix\//, CORE, INPUT, PUBLIC],
  },
  {
    ...site,
    name: "a handler of Inbox's own events, or what it uses",
    files:
      /^backend\/inbox\/(events\/(inbox\/|read-|record-recent$)|messaging\/(?!send|form-contact))/,
    may: [CORE, PORT, INPUT, ACCESS, REALTIME, ...CANNOT_SEND, PUBLIC],
    because:
      'an event of a message must never lead to a message: its handlers cannot import what sends',
  },
  {
    ...site,
    name: 'an event handler that may send',
    files: EVENTS,
    may: [CORE, PORT, INPUT, ACCESS, REALTIME, MESSAGING, EVENTS, PUBLIC],
  },
  {
    ...site,
    name: 'a use case',
    files: USE_CASES,
    may: [CORE, PORT, INPUT, ACCESS, REALTIME, MESSAGING, EVENTS, USE_CASES, PUBLIC],
  },
  {
    ...site,
    name: 'a part of sending',
    files: MESSAGING,
    may: [CORE, PORT, INPUT, ACCESS, REALTIME, MESSAGING, PUBLIC],
  },
  {
    ...site,
    name: 'a part of Realtime',
    files: REALTIME,
    may: [CORE, PORT, INPUT, ACCESS, REALTIME, PUBLIC],
  },
  {
    ...site,
    name: 'a part of access control',
    files: ACCESS,
    may: [CORE, PORT, INPUT, ACCESS, PUBLIC],
  },
  { ...site, name: 'the part that finds WebCrypto', files: /inbox\/web-crypto$/, may: ['crypto'] },
  {
    ...site,
    name: 'a part of the backend',
    files: /^backend\//,
    may: [CORE, PORT, INPUT, PUBLIC],
    because:
      'only backend/inbox/wix/ imports @wix/*, only site.ts imports its adapters, and nothing imports an entry point',
  },
  {
    ...site,
    name: 'a public file',
    files: PUBLIC,
    may: [/^public\/inbox-/],
    types: [/^@wix\/site-/],
    because: 'public files are loaded by every page: they import public/inbox-* and nothing else',
  },
  {
    ...site,
    name: 'page code',
    files: /^pages\//,
    may: [/^backend\/[^/]+\.web$/, PUBLIC, /^@wix\/site-/],
    because: 'a page reaches the backend through backend/<name>.web, and Wix through @wix/site-*',
  },

  ...EMULATOR_LAYERS,

  // Tools and tests.
  {
    name: 'a build step',
    files: /^build\//,
    may: [
      /^build\//,
      /^(acorn|github-slugger|parse5|prettier|typescript|valibot)$/,
      /^(mdast|micromark|unist)-(util|extension)-/,
      /^oxlint(\/plugins-dev)?$/,
      /^rolldown(\/utils)?$/,
      NODE,
    ],
    because: 'the build needs neither the site nor the emulator to run',
  },
  {
    name: 'an example',
    files: /^examples\//,
    may: [
      /^(examples|public)\/|^backend\/inbox\/(?!site$|wix\/site-)|^@wix\/(?!auto_sdk_|site-)/,
      /^hono(\/|$)|^(@hono\/node-server|rolldown|velo-emulator|vitest)$|^node:/,
    ],
  },
  {
    name: 'a test',
    files: /^test\//,
    may: [/^(test|backend|public|pages|emulator|build|bench|examples)\//, /^[^.]/],
  },
  {
    name: 'the benchmark',
    files: /^bench\//,
    may: [/^(bench|backend|public|emulator)\//, /^[^.]/],
  },
];
