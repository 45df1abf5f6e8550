/**
 * What to run and look at on the live site: each check of `checkInbox` and what its message says. A test compares the
 * names with those of `checkInbox`.
 *
 * @type {readonly (readonly [name: string, what: string])[]}
 */
export const CHECKS = [
  ['identity', 'what getTokenInfo() returns, without which visitors have no chat'],
  ['elevation', 'whether elevated calls work'],
  ['inbox', 'whether Wix Inbox is installed'],
  ['contacts', 'whether contacts can be read'],
  ['send-log', 'whether the collection InboxSendLog exists'],
  ['recent', 'whether the collection InboxRecent exists'],
  ['secret', 'whether the secret InboxKeys exists'],
  ['captcha', 'whether Wix’s CAPTCHA service works, if the settings turn it on'],
  ['realtime', 'whether pings are published'],
  ['web-crypto', 'where the runtime has WebCrypto'],
  [
    'realtime-subscriber',
    'how Realtime describes the pages that subscribed, after you opened them',
  ],
  ['channels', 'whether channels by name are still accepted'],
  ['contact-source', 'which source contacts have, for thankContactsFrom'],
];

/** @returns {readonly string[]} The last lines of an installation. */
export function liveSteps() {
  return [
    'In Wix Studio, pages can subscribe to Realtime only if the site has its realtime-permissions file.',
    'Then, on the site (docs/install.md, "Set up the site"):',
    '  1. Run setUpInbox. Its "next" lists what is left to do by hand.',
    '  2. Publish, and open the chat and the dashboard on the live site.',
    '  3. Run checkInbox as the site owner, and read each message:',
    ...CHECKS.map(([name, what]) => `   - ${name}: ${what}`),
  ];
}
