import { expect, it } from 'vitest';
import { setup } from './setup.ts';

const PICTURE = 'wix:image://v1/ab12cd_34~mv2.jpg/My%20cup.jpg#originWidth=640&originHeight=480';
const DOCUMENT = 'wix:document://v1/ugd/ab12cd_56.pdf/Plan.pdf';

async function setupVisitor() {
  const made = setup();
  const visitorId = await made.world.givenVisitor();
  const send = (text: string, attachments: unknown) =>
    made.world.asCaller({ visitorId }, () => made.inbox.sendText(text, { attachments }));
  const items = () =>
    made.world.messagesOf({ anonymousVisitorId: visitorId }).map(({ content }) => content['basic']);
  return { ...made, send, items };
}

it('sends pictures and documents of the site behind the text, by addresses that it builds itself', async () => {
  const { send, items } = await setupVisitor();

  expect(await send('Look', [PICTURE, DOCUMENT])).toEqual({ once: false });

  expect(items()).toEqual([
    {
      items: [
        { text: 'Look' },
        {
          image: {
            url: 'https://static.wixstatic.com/media/ab12cd_34~mv2.jpg',
            filename: 'My cup.jpg',
            width: 640,
            height: 480,
          },
        },
        { file: { url: 'https://docs.wixstatic.com/ugd/ab12cd_56.pdf', filename: 'Plan.pdf' } },
      ],
    },
  ]);
});

it('sends a file without a word, and no word without a file', async () => {
  const { send, items } = await setupVisitor();

  expect(await send('', [PICTURE])).toEqual({ once: false });
  await expect(send('', undefined)).rejects.toMatchObject({ code: 'INVALID_INPUT' });

  expect(items()).toMatchObject([{ items: [{ image: { filename: 'My cup.jpg' } }] }]);
});

it.each([
  ['another website', ['https://evil.example/x.png']],
  ['a way out of the media', ['wix:image://v1/../../x/y.png']],
  ['other wix: addresses', ['wix:video://v1/ab/file.mp4']],
  ['a text instead of a list', PICTURE],
  ['an empty list', []],
  ['too many', Array.from({ length: 11 }, () => PICTURE)],
  ['too long', [`wix:image://v1/ab/${'x'.repeat(2000)}.png`]],
])('refuses %s before any call', async (_, attachments) => {
  const { send, items, world } = await setupVisitor();

  await expect(send('Look', attachments)).rejects.toMatchObject({ code: 'INVALID_INPUT' });

  expect(items()).toEqual([]);
  expect(world.calls).toEqual([]);
});
