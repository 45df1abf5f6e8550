// The files of chat messages.
import { expect, test } from 'vitest';
import { chatPage as setup } from '../support/public/chat-page.ts';

const REFUSED = {
  ok: false,
  error: { code: 'PERMISSION_DENIED', message: 'Not now.' },
} as const;

test('uploads the chosen files when the message is sent, and attaches them', async () => {
  const { page, send, sends, shownTexts, settle } = setup();
  page.chatAddImage.choose('cup.jpg');
  page.chatAddFile.choose('plan.pdf');
  expect(page.chatStatus.text).toBe('Attached: cup.jpg, plan.pdf');
  await send('Look');
  await settle();
  expect(sends).toMatchObject([
    {
      text: 'Look',
      options: { attachments: ['wix:image://v1/id/cup.jpg', 'wix:image://v1/id/plan.pdf'] },
    },
  ]);
  expect(shownTexts()).toEqual(['Look', 'cup.jpg', 'plan.pdf']);
  expect(page.chatAddImage.value).toEqual([]);
});

/** File names, and how they are shown before and after they are sent. */
const FILE_NAMES = [
  ['README', 'README', 'README'],
  ["$& $' 100%.txt", "$& $' 100%.txt", "$& $' 100%.txt"],
  ['a b#c?d/e.txt', 'a b#c?d/e.txt', 'a b#c?d/e.txt'],
  ['%2e%2e%2fetc.txt', '%2e%2e%2fetc.txt', '%2e%2e%2fetc.txt'],
  ['photo\u202egpj.exe', 'photogpj.exe', 'photogpj.exe'],
  ['a\u200b\n.pdf', 'a .pdf', 'a .pdf'],
  ['<img src=x>.png', '<img src=x>.png', '<img src=x>.png'],
  ['half \ud83d.png', 'half \ud83d.png', 'half \ud83d.png'],
] as const;

test.each(FILE_NAMES)('shows the file name %j', async (name, chosen, sent) => {
  const { page, shownTexts, settle } = setup();
  page.chatInput.focus();
  await settle();
  page.chatAddFile.uploadFiles = () => new Promise(() => {});
  page.chatAddFile.choose(name);
  expect(page.chatStatus.text).toBe(`Attached: ${chosen}`);
  page.chatSend.click();
  await settle();
  expect(shownTexts()).toEqual([sent]);
});

test('sends a file without a text', async () => {
  const { page, sends, settle } = setup();
  page.chatAddImage.choose('cup.jpg');
  page.chatSend.click();
  await settle();
  expect(sends).toMatchObject([
    { text: '', options: { attachments: ['wix:image://v1/id/cup.jpg'] } },
  ]);
});

test('keeps the text and shows an error when an upload fails', async () => {
  const { page, send, sends } = setup();
  page.chatAddImage.fails = true;
  page.chatAddImage.choose('film.mov');
  await send('Look');
  expect(sends).toEqual([]);
  expect(page.chatInput.value).toBe('Look');
  expect(page.chatStatus.text).toContain('could not be uploaded');
});

test('retries a failed message with files from the list', async () => {
  const { page, send, sends, settle } = setup();
  page.chatAddImage.choose('cup.jpg');
  await send('Look');
  await settle();
  await sends[0]?.answer(REFUSED);
  page.chatSend.click();
  await settle();
  expect(sends.map(({ options }) => options.attachments)).toEqual([
    ['wix:image://v1/id/cup.jpg'],
    ['wix:image://v1/id/cup.jpg'],
  ]);
});

test('sends the text and the files of the moment of sending, not those of the end of an upload', async () => {
  const { page, send, sends, settle } = setup();
  let finish: (files: readonly { readonly fileUrl: string }[]) => void = () => {};
  page.chatAddFile.uploadFiles = () =>
    new Promise((resolve) => {
      finish = resolve;
    });
  page.chatAddFile.choose('first.pdf');
  await send('one');
  page.chatInput.enter('two');
  page.chatAddFile.choose('second.pdf');
  expect(sends).toEqual([]);
  finish([{ fileUrl: 'wix:document://v1/id/first.pdf' }]);
  await settle();
  expect(sends).toMatchObject([
    { text: 'one', options: { attachments: ['wix:document://v1/id/first.pdf'] } },
  ]);
  expect([page.chatInput.value, page.chatAddFile.files]).toEqual(['two', ['second.pdf']]);
  expect(page.chatStatus.text).toContain('Attached: second.pdf');
});

test('does not attach the files of a message to the next one', async () => {
  const { page, send, sends, settle } = setup();
  page.chatAddFile.choose('plan.pdf');
  page.chatInput.enter('one');
  page.chatSend.click();
  await send('two');
  await sends[0]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text, options }) => [text, options.attachments?.length ?? 0])).toEqual([
    ['one', 1],
    ['two', 0],
  ]);
});
