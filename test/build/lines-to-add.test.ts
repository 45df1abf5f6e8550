import { expect, test } from 'vitest';
import { linesToAdd } from '../../build/install/lines-to-add.mjs';

const EVENTS = `import { runEventHandler, inbox } from 'backend/inbox/site';

/** Thanks a new contact. */
export function wixCrm_onContactCreated(event) {
  return runEventHandler(() => inbox.sendThankYou(event));
}

export function wixBlog_onPostLiked(event) {
  return runEventHandler(() => inbox.reportLike(event));
}
`;
const THANKS =
  'export function wixCrm_onContactCreated(event) { return runEventHandler(() => inbox.sendThankYou(event)); }';
const LIKES =
  'export function wixBlog_onPostLiked(event) { return runEventHandler(() => inbox.reportLike(event)); }';
const IMPORT = `import { runEventHandler, inbox } from 'backend/inbox/site';`;

function setup(theirs: string, ours = EVENTS) {
  const { file, ...rest } = linesToAdd('backend/events.js', ours, theirs);
  expect(file).toBe('backend/events.js');
  return rest;
}

const NOTHING = { imports: [], exports: [], inside: [], taken: [] };

test('a file of other things gets every line', () => {
  expect(setup('export function wixStores_onNewOrder(event) {}')).toEqual({
    ...NOTHING,
    imports: [IMPORT],
    exports: [THANKS, LIKES],
  });
});

test.each([
  ['as they are', EVENTS],
  [
    'after its own work',
    EVENTS.replace('return runEventHandler', 'log(event);\n  return runEventHandler'),
  ],
  [
    'as constants',
    EVENTS.replace(/export function (\w+)\(event\)/g, 'export const $1 = (event) =>'),
  ],
])('a file that has the lines gets none: %s', (_, theirs) => {
  expect(setup(theirs)).toEqual(NOTHING);
});

test.each([
  [
    'of something else',
    `import crm from 'backend/crm';
    export function wixCrm_onContactCreated(event) { crm.thankContact(event); }`,
  ],
  [
    'in another function',
    `import { runEventHandler, inbox } from 'backend/inbox/site';
    const unused = (event) => inbox.sendThankYou(event);
    export function wixCrm_onContactCreated(event) {}`,
  ],
])('a call of a method of that name %s is not ours', (_, theirs) => {
  expect(setup(theirs).inside).toEqual([
    {
      name: 'wixCrm_onContactCreated',
      line: 'return runEventHandler(() => inbox.sendThankYou(event));',
      first: false,
    },
  ]);
});

test('a function that is there already gets a last line, whatever kind of export it is', () => {
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

test('a name that the file uses for something else is given another', () => {
  const { imports, exports } = setup(`import { inbox } from '@wix/inbox';\ninbox();`);
  expect(imports).toEqual([
    `import { runEventHandler, inbox as veloInbox } from 'backend/inbox/site';`,
  ]);
  expect(exports[0]).toContain('runEventHandler(() => veloInbox.sendThankYou(event))');
});

test('a name that the file has imported already is used as it is called there', () => {
  const { imports, exports } = setup(
    `import { inbox as ours } from 'backend/inbox/site';\nexport const a = ours;`,
  );
  expect(imports).toEqual([`import { runEventHandler } from 'backend/inbox/site';`]);
  expect(exports[0]).toContain('runEventHandler(() => ours.sendThankYou(event))');
});

test('the function that Wix asks about channels gets a first line, and decides about its own channels', () => {
  const ours = `import { inbox } from 'backend/inbox/site';
export function realtime_check_permission(channel, subscriber) {
  return inbox.mayListen(channel, subscriber);
}`;
  const { inside } = setup('export function realtime_check_permission() {}', ours);
  expect(inside).toEqual([
    {
      name: 'realtime_check_permission',
      line:
        'const ours = await inbox.mayListen(channel, subscriber); ' +
        "if (!ours.read || ['inbox', 'inbox-admin'].includes(channel.name)) return ours;",
      first: true,
    },
  ]);
});

test('a web method that is there already keeps its place, and that is said', () => {
  const ours = `import { Permissions, webMethod } from '@wix/web-methods';
import { answer, inbox } from 'backend/inbox/site';

/** Sends a form. */
export const sendFormData = webMethod(Permissions.Anyone, (data) =>
  answer(() => inbox.sendForm(data)),
);

export const checkInbox = webMethod(Permissions.Admin, () => answer(() => inbox.check()));
`;
  const theirs = `import { Permissions, webMethod } from '@wix/web-methods';
export const sendFormData = webMethod(Permissions.Anyone, (data) => data);
`;
  expect(setup(theirs, ours)).toEqual({
    ...NOTHING,
    imports: [`import { answer, inbox } from 'backend/inbox/site';`],
    exports: [
      'export const checkInbox = webMethod(Permissions.Admin, () => answer(() => inbox.check()));',
    ],
    taken: ['sendFormData'],
  });
});
