import { expect, test } from 'vitest';
import { linesToAdd } from '../../build/install/lines-to-add.mjs';

const EVENTS = `import { runEventHandler, inbox } from 'backend/inbox/site';

/** Thanks a new contact. */
export function wixCrm_onContactCreated(event) {
  return runEventHandler(() => inbox.sendThankYou(event));
}

export function wixBlog_onPostLiked(event) {
  return runEventHandler(() => inbox.sendPostLiked(event));
}
`;
const THANKS =
  'export function wixCrm_onContactCreated(event) { return runEventHandler(() => inbox.sendThankYou(event)); }';
const LIKES =
  'export function wixBlog_onPostLiked(event) { return runEventHandler(() => inbox.sendPostLiked(event)); }';
const IMPORT = `import { runEventHandler, inbox } from 'backend/inbox/site';`;

function setup(theirs: string, ours = EVENTS) {
  const { file, ...rest } = linesToAdd('backend/events.js', ours, theirs);
  expect(file).toBe('backend/events.js');
  return rest;
}

const NOTHING = { imports: [], exports: [], inside: [], taken: [] };

test('returns every line for a file without the exports of ours', () => {
  expect(setup('export function wixStores_onNewOrder(event) {}')).toEqual({
    ...NOTHING,
    imports: [IMPORT],
    exports: [THANKS, LIKES],
  });
});

test.each([
  ['unchanged', EVENTS],
  [
    'after other lines',
    EVENTS.replace('return runEventHandler', 'log(event);\n  return runEventHandler'),
  ],
  [
    'as constants',
    EVENTS.replace(/export function (\w+)\(event\)/g, 'export const $1 = (event) =>'),
  ],
])('returns no line for a file that has the lines: %s', (_, theirs) => {
  expect(setup(theirs)).toEqual(NOTHING);
});

test.each([
  [
    'on another object',
    `import crm from 'backend/crm';
    export function wixCrm_onContactCreated(event) { crm.sendThankYou(event); }`,
  ],
  [
    'in another function',
    `import { runEventHandler, inbox } from 'backend/inbox/site';
    const unused = (event) => inbox.sendThankYou(event);
    export function wixCrm_onContactCreated(event) {}`,
  ],
])('does not treat a call of the same method %s as ours', (_, theirs) => {
  expect(setup(theirs).inside).toEqual([
    {
      name: 'wixCrm_onContactCreated',
      line: 'return runEventHandler(() => inbox.sendThankYou(event));',
      first: false,
    },
  ]);
});

test('returns a last line for an existing function, whatever its kind of export', () => {
  for (const theirs of [
    'export async function wixCrm_onContactCreated(event) { await greet(event); }',
    'export const wixCrm_onContactCreated = (event) => greet(event);',
    'function greet() {}\nexport { greet as wixCrm_onContactCreated };',
  ]) {
    expect(setup(theirs)).toEqual({
      ...NOTHING,
      imports: [IMPORT],
      exports: [LIKES],
      inside: [
        {
          name: 'wixCrm_onContactCreated',
          line: 'return runEventHandler(() => inbox.sendThankYou(event));',
          first: false,
        },
      ],
    });
  }
});

test('renames an import whose name the file uses for something else', () => {
  const { imports, exports } = setup(`import { inbox } from '@wix/inbox';\ninbox();`);
  expect(imports).toEqual([
    `import { runEventHandler, inbox as veloInbox } from 'backend/inbox/site';`,
  ]);
  expect(exports[0]).toContain('runEventHandler(() => veloInbox.sendThankYou(event))');
});

test('uses the local name of an import that the file has already', () => {
  const { imports, exports } = setup(
    `import { inbox as ours } from 'backend/inbox/site';\nexport const a = ours;`,
  );
  expect(imports).toEqual([`import { runEventHandler } from 'backend/inbox/site';`]);
  expect(exports[0]).toContain('runEventHandler(() => ours.sendThankYou(event))');
});

test('returns a first line for the channel permissions, so that ours decides about its own channels', () => {
  const ours = `import { inbox } from 'backend/inbox/site';
export function realtime_check_permission(channel, subscriber) {
  return inbox.checkChannelPermission(channel, subscriber);
}`;
  const { inside } = setup('export function realtime_check_permission() {}', ours);
  expect(inside).toEqual([
    {
      name: 'realtime_check_permission',
      line:
        'const ours = await inbox.checkChannelPermission(channel, subscriber); ' +
        "if (!ours.read || ['inbox', 'inbox-admin'].includes(channel.name)) return ours;",
      first: true,
    },
  ]);
});

test('reports a web method that the file already exports', () => {
  const ours = `import { Permissions, webMethod } from '@wix/web-methods';
import { respond, inbox } from 'backend/inbox/site';

/** Sends a form. */
export const sendFormData = webMethod(Permissions.Anyone, (data) =>
  respond(() => inbox.sendForm(data)),
);

export const checkInbox = webMethod(Permissions.Admin, () => respond(() => inbox.check()));
`;
  const theirs = `import { Permissions, webMethod } from '@wix/web-methods';
export const sendFormData = webMethod(Permissions.Anyone, (data) => data);
`;
  expect(setup(theirs, ours)).toEqual({
    ...NOTHING,
    imports: [`import { respond, inbox } from 'backend/inbox/site';`],
    exports: [
      'export const checkInbox = webMethod(Permissions.Admin, () => respond(() => inbox.check()));',
    ],
    taken: ['sendFormData'],
  });
});
