import { expect, it } from 'vitest';
import { at, listAt } from './json.ts';
import { stage } from './stage.ts';

// Files that a participant sends: of this site's own media, whoever sends them.

const setup = stage();
const PICTURE = 'wix:image://v1/ab12cd_34~mv2.jpg/My%20cup.jpg#originWidth=640&originHeight=480';
const DOCUMENT = 'wix:document://v1/ugd/ab12cd_56.pdf/Plan.pdf';
const AS_SENT = [
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
];
const AS_SHOWN = [
  { kind: 'text', text: 'Look' },
  { kind: 'image', url: AS_SENT[1]?.image?.url, filename: 'My cup.jpg' },
  { kind: 'file', url: AS_SENT[2]?.file?.url, filename: 'Plan.pdf' },
];

it.each(['visitor', 'member'] as const)('takes files of the site from a %s', async (kind) => {
  const { visitor, member, conversationOf } = await setup();
  const ada = kind === 'visitor' ? await visitor() : await member('ada@example.com');
  const attachments = [PICTURE, DOCUMENT];
  expect(await ada.call('sendBasicMessage', 'Look', { attachments })).toMatchObject({ ok: true });
  const to = kind === 'visitor' ? { anonymousVisitorId: ada.id } : { memberId: ada.id };
  const { messages } = await conversationOf(to);
  expect(messages.map((message) => at(message, 'content', 'basic', 'items'))).toEqual([AS_SENT]);
  const page = await ada.call('listMessages');
  expect(at(listAt(page, 'messages')[0], 'items')).toEqual(AS_SHOWN);
});

it.each(['visitor', 'member'] as const)(
  'refuses addresses of anybody else from a %s, before Inbox is asked',
  async (kind) => {
    const { visitor, member, requests } = await setup();
    const ada = kind === 'visitor' ? await visitor() : await member('ada@example.com');
    const before = (await requests()).length;
    for (const address of [
      'https://evil.example/x.png',
      'https://static.wixstatic.com/media/ab12cd_34~mv2.jpg',
      'javascript:alert(1)',
      'data:text/html,x',
    ]) {
      const answer = await ada.call('sendBasicMessage', 'Look', { attachments: [address] });
      expect(at(answer, 'error')).toMatchObject({
        code: 'INVALID_INPUT',
        fields: {
          'options.attachments[0]': `Expected a file uploaded to this site, got text of ${address.length} characters.`,
        },
      });
    }
    expect(await requests()).toHaveLength(before);
  },
);
