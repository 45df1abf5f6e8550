// Which keys send, and which text they send.
import { expect, test, vi } from 'vitest';
import { isPlainEnter, onEnter } from 'public/inbox-enter';
import { FakeInput } from '../support/public/fake-elements.ts';
import { createFakeClock } from '../support/public/fake-ports.ts';

test.for([
  ['Enter', { key: 'Enter' }, true],
  ['Enter of the numeric keypad', { key: 'Enter', keyCode: 13 }, true],
  ['another key', { key: 'e' }, false],
  ['Shift and Enter', { key: 'Enter', shiftKey: true }, false],
  ['Ctrl and Enter', { key: 'Enter', ctrlKey: true }, false],
  ['Alt and Enter', { key: 'Enter', altKey: true }, false],
  ['Meta and Enter', { key: 'Enter', metaKey: true }, false],
  ['Enter that ends a composition', { key: 'Enter', isComposing: true }, false],
  ['Enter that ends a composition in Safari', { key: 'Enter', keyCode: 229 }, false],
  ['a key of an input method on Windows', { key: 'Process' }, false],
  ['a key of a keyboard on Android', { key: 'Unidentified', keyCode: 229 }, false],
] as const)('%s', ([, event, isPlain]) => {
  expect(isPlainEnter(event)).toBe(isPlain);
});

test.for([
  ['nothing more', 'one', 'one', { text: 'one', rest: '' }],
  ['the line break of Enter at the end', 'one', 'one\n', { text: 'one', rest: '' }],
  ['the line break of Enter in the middle', 'one', 'on\ne', { text: 'one', rest: '' }],
  ['the line break of Enter beside another', 'a\nb', 'a\n\nb', { text: 'a\nb', rest: '' }],
  ['typed characters that were late', 'on', 'one', { text: 'one', rest: '' }],
  ['the line break of Enter for the selected end', 'a b', 'a \n', { text: 'a b', rest: '' }],
  ['the line break of Enter for the selected middle', 'abc', 'a\nc', { text: 'abc', rest: '' }],
  ['the line break of Enter for everything', 'a\nb', '\n', { text: 'a\nb', rest: '' }],
  [
    'the line break of Enter for a selected line break',
    'a\nb\nc',
    'a\n',
    { text: 'a\nb\nc', rest: '' },
  ],
  ['a word that Enter corrected', 'I see teh', 'I see the\n', { text: 'I see the', rest: '' }],
  ['another text', 'one', 'two', { text: 'one', rest: 'two' }],
  ['another text of several lines', 'one', 'two\nthree', { text: 'one', rest: 'two\nthree' }],
  ['nothing', 'one', '', { text: 'one', rest: '' }],
] as const)('takes the text of the moment of Enter: %s', async ([, before, after, entered]) => {
  const input = new FakeInput();
  const clock = createFakeClock();
  const act = vi.fn();
  onEnter(input, { act, wait: clock.wait });
  input.value = before;
  input.press('Enter');
  input.value = after;
  expect(act).not.toHaveBeenCalled();
  await clock.pass(1);
  expect(act.mock.calls).toEqual([[entered]]);
});

test('takes the text before the next key, which changes it', () => {
  const input = new FakeInput();
  const act = vi.fn();
  onEnter(input, { act, wait: createFakeClock().wait });
  input.value = 'one';
  input.press('Enter');
  input.press('t');
  input.value = 'onet';
  expect(act.mock.calls).toEqual([[{ text: 'one', rest: '' }]]);
});

test('ignores an Enter that is cancelled, and one while busy', async () => {
  const input = new FakeInput();
  const clock = createFakeClock();
  const act = vi.fn();
  let isBusy = false;
  const cancel = onEnter(input, { act, wait: clock.wait, isBusy: () => isBusy });
  input.press('Enter');
  cancel();
  isBusy = true;
  input.press('Enter');
  await clock.pass(1);
  expect(act).not.toHaveBeenCalled();
});
