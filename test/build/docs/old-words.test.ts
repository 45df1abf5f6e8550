import { expect, test } from 'vitest';
import { findWords } from '../../../build/docs/find-words.mjs';
import { OLD_WORDS } from '../../../build/docs/old-words.mjs';

/** Returns the old words in one line of a file. */
function setup(file: string, line: string): readonly string[] {
  return findWords(file, line, OLD_WORDS).map(({ found }) => found);
}

test.each([
  ['backend/inbox/send.ts', 'whoIsTalking(context);', ['whoIsTalking', 'Talking']],
  ['backend/inbox/send.ts', 'function f(context: Rooms) {}', ['Rooms']],
  ['backend/inbox/send.ts', '// What every room gets.', ['room']],
  ['backend/inbox/send.ts', 'shape({ a: maybe(b) });', []],
  ['backend/inbox/input/read-message.ts', 'shape({ a: maybe(b) });', ['shape', 'maybe']],
  ['backend/events.ts', 'finish(() => inbox.run(event));', ['finish']],
  [
    'public/inbox-chat.ts',
    'const telephone = openTalk.telephones;',
    ['telephone', 'telephones', 'Talk'],
  ],
  ['public/inbox-chat.ts', '// Whoever reads his chat.', ['Whoever', 'his']],
  ['emulator/index.ts', '// A Wix, and the local Wix.', ['A Wix', 'the local Wix']],
  ['emulator/pages/page.ts', 'const fault = pageFaults;', ['fault', 'Faults']],
  ['emulator/pages/page.ts', 'pressButton(FAULTS);', ['FAULTS', 'press']],
  ['emulator/wix/call.ts', 'call.readings.tokenInfo', ['readings']],
  ['docs/pages.md', 'A picture of the conversation that was pressed.', ['picture', 'pressed']],
  ['docs/emulator.md', 'Each of the readings.', ['readings']],
  ['test/stories/owner.test.ts', `await control('PUT', 'readings', {});`, ['readings']],
  ['public/recent.ts', 'const map: Recent<number> = 1;', ['Recent']],
  ['editor/chat.html', '<img id="chatPicture" />', ['Picture']],
  ['test/stories/stage.ts', 'await mend();', ['stage']],
  [
    'README.md',
    'A lint rule holds the house up; nobody may open its doors.',
    ['house', 'nobody', 'doors'],
  ],
  ['docs/emulator.md', '=======', ['=======']],
  ['docs/emulator.md', '| =======   |   |', ['| =======   |   |']],
  ['docs/emulator.md', '> > > > > > > main', ['> > > > > > > main']],
  ['backend/events.ts', '<<<<<<< HEAD', ['<<<<<<< HEAD']],
  ['docs/emulator.md', '> > A quotation in a quotation.', []],
])('finds old words: %s: %s', (file, line, found) => {
  expect(new Set(setup(file, line))).toEqual(new Set(found));
});

test.each([
  ['backend/inbox/send.ts', `const answer = await sendFormData({ default: 'answer' });`],
  [
    'backend/inbox/send.ts',
    '// The contact was told by e-mail. This page says so; the folder is read.',
  ],
  ['backend/inbox/send.ts', '// Reading the history of a visitor whose form had an address.'],
  ['public/inbox-chat.ts', `$w('#input').onKeyPress(handle); // An expression, a compressed file.`],
  ['test/browser/chat.test.ts', `await page.keyboard.press('Enter');`],
  ['test/stories/once.test.ts', `await fault(story, { kind: 'executed-504' });`],
  [
    'README.md',
    'The `@wix/*` packages talk to it. There, another answer is the default for a Wix site.',
  ],
  [
    'docs/control-routes.md',
    '| `PUT /readings` | The former name of `/assumptions`. See [Faults](#faults). |',
  ],
  ['docs/emulator.md', '`POST /conversations/:id/press` clicks a button. Recent activity.'],
  [
    'docs/pages.md',
    'Ids are found by their former name: `#<field>Fault`, `#chatPicture`, `#talk…`.',
  ],
  [
    'public/inbox-chat-uploads.ts',
    `find('chatAddImage', isButton, { formerName: 'chatPicture' });`,
  ],
  ['README.md', 'The theme, the heroes, and this chat: the early mushrooms were headed outdoors.'],
])('allows plain English: %s: %s', (file, line) => {
  expect(setup(file, line)).toEqual([]);
});

test('every pattern is global, and every exception has a reason', () => {
  expect(OLD_WORDS.filter(({ pattern }) => !pattern.global)).toEqual([]);
  const reasons = OLD_WORDS.flatMap(({ except = [] }) => except.map(({ reason }) => reason));
  expect(reasons.filter((reason) => reason.length < 5)).toEqual([]);
});
