/** @typedef {import('./layers.mjs').Layer} Layer */

const NODE = /^node:/;
/** Packages that the emulator is built with; never one of the site's own dependencies. */
const EMULATOR_PACKAGES = [
  'jose',
  /^hono(\/|$)/,
  'valibot',
  '@valibot/to-json-schema',
  /^@wix\/(auto_sdk_[^/]+\/meta|wix-data-items-sdk\/build\/cjs\/meta\.js)$/,
];

const WIX_KNOWS_NO_SITE =
  "emulator/wix/ emulates Wix's servers, which have no access to a site's code";
const ONLY_APP_IMPORTS_ALL =
  'the folders of the emulator communicate by HTTP and by delivered events; only app.ts imports them all';

/**
 * The import rules of the emulator. See layers.mjs.
 *
 * @type {readonly Layer[]}
 */
export const EMULATOR_LAYERS = [
  {
    name: 'the root of the emulator',
    files:
      /^emulator\/(app|arguments|check-site|command-line|dynamic-page-router|dynamic-pages-report|http-function-route|index|cli|guard|no-site|open-site|request-handler|site-backend|subscriptions|web-method-route|command|main)$/,
    may: [/^emulator\//, ...EMULATOR_PACKAGES, '@hono/node-server', NODE],
  },
  {
    name: 'the part that starts a process',
    files: /^emulator\/[^/]+$/,
    may: [/^emulator\/network\//, NODE],
  },
  {
    name: 'the part that keeps calls from Wix',
    files: /^emulator\/network\//,
    may: [/^emulator\/network\//, NODE],
    because:
      'preload.mjs loads emulator/network/ into any program: without TypeScript and packages',
  },
  {
    name: 'the proxy for other programs',
    files: /^emulator\/proxy\//,
    may: [/^emulator\/(proxy|network|http)\//, '@peculiar/x509', 'reflect-metadata', NODE],
  },
  {
    name: 'the database of the emulator',
    files: /^emulator\/database\//,
    may: [/^emulator\/database\//, 'libsql', NODE],
  },
  {
    name: 'the checks of requests',
    files: /^emulator\/http\//,
    may: [/^emulator\/(http|database)\//, NODE],
    because: 'emulator/http/ decides about any request, so it knows no route',
  },
  {
    name: "the core of Wix's servers",
    files: /^emulator\/wix\/core\//,
    may: [/^emulator\/(wix\/(core|rules)|database|http)\//, ...EMULATOR_PACKAGES, NODE],
    types: [/^emulator\/wix\//],
    because: 'emulator/wix/core/ knows no API of Wix in particular',
  },
  {
    name: "a part of Wix's servers",
    files: /^emulator\/wix\//,
    may: [/^emulator\/(wix|database|http)\//, ...EMULATOR_PACKAGES, NODE],
    because: WIX_KNOWS_NO_SITE,
  },
  {
    name: 'a tool that generates files',
    files: /^emulator\/tools\//,
    may: [/^emulator\/(tools|control|wix)\//, 'typescript', 'valibot', NODE],
  },
  {
    name: 'the site loader',
    files: /^emulator\/site\//,
    may: [/^emulator\/site\//, /^vite(\/module-runner)?$/, 'croner', 'valibot', NODE],
    because: ONLY_APP_IMPORTS_ALL,
  },
  {
    name: 'a part of the older modules of both sides',
    files: /^emulator\/velo\//,
    may: [/^emulator\/velo\//, /^@wix\/(?!auto_sdk_)/],
    because: "it runs with the site's code, in front of Wix's packages",
  },
  {
    name: "an older module of Wix for a site's backend",
    files: /^emulator\/backend\/velo\//,
    may: [/^emulator\/(backend\/)?velo\//, /^@wix\/(?!auto_sdk_)/],
    because: "it runs with the site's code, in front of Wix's packages",
  },
  {
    name: 'an older module of Wix for pages',
    files: /^emulator\/pages\/velo\//,
    may: [
      /^emulator\/velo\//,
      /^emulator\/pages\/(velo\/|velo-page$|browser\/not-emulated$)/,
      /^@wix\/(?!auto_sdk_)/,
    ],
    because: "it runs with the site's code, in a browser and on the server",
  },
  {
    name: "the runner of a site's backend",
    files: /^emulator\/backend\//,
    may: [/^emulator\/(backend|http|network)\//, /^@wix\/sdk(\/|$)/, 'valibot', NODE],
    types: [/^emulator\/(site|wix)\//],
    because: ONLY_APP_IMPORTS_ALL,
  },
  {
    name: 'the page runtime in the browser',
    files: /^emulator\/pages\/browser\//,
    may: [/^emulator\/pages\//, /^@wix\/sdk(\/|$)/],
    because: ONLY_APP_IMPORTS_ALL,
  },
  {
    name: "the server of a site's pages",
    files: /^emulator\/pages\//,
    may: [/^emulator\/(pages|http)\//, ...EMULATOR_PACKAGES, /^vite(\/module-runner)?$/, NODE],
    types: [/^emulator\/(site|wix)\//],
    because: ONLY_APP_IMPORTS_ALL,
  },
  {
    name: 'a screen',
    files: /^emulator\/screens\//,
    may: [/^emulator\/(screens|http)\//, ...EMULATOR_PACKAGES, 'vite', NODE],
    types: [/^emulator\/wix\//],
    because: ONLY_APP_IMPORTS_ALL,
  },
  {
    name: 'the control routes',
    files: /^emulator\/control\//,
    may: [/^emulator\/(control|wix|database|http)\//, ...EMULATOR_PACKAGES, NODE],
    because: ONLY_APP_IMPORTS_ALL,
  },
];
