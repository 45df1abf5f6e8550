import { expect, it } from 'vitest';
import {
  UPLOADED_DOCUMENT,
  UPLOADED_IMAGE,
  SENT_DOCUMENT,
  SENT_IMAGE,
} from '../support/uploaded-files.ts';
import { at, listAt } from '../support/stories/json.ts';
import { stage } from '../support/stories/harness.ts';

// Files that a participant sends: of this site's own media, whoever sends them.

const setup = stage();
const AS_SHOWN = [
  { kind: 'text', text: 'Look' },
  { kind: 'image', url: SENT_IMAGE.image.url, filename: 'My cup.jpg' },
  { kind: 'file', url: SENT_DOCUMENT.file.url, filename: 'Plan.pdf' },
];

it.each(['visitor', 'member'] as const)('takes files of the site from a %s', async (kind) => {
  const { visitor, member, conversationOf } = await setup();
  const ada = kind === 'visitor' ? await visitor() : await member('ada@example.com');
  const attachments = [UPLOADED_IMAGE, UPLOADED_DOCUMENT];
  expect(await ada.call('sendBasicMessage', 'Look', { attachments })).toMatchObject({ ok: true });
  const to = kind === 'visitor' ? { anonymousVisitorId: ada.id } : { memberId: ada.id };
  const { messages } = await conversationOf(to);
  expect(messages.map((message) => at(message, 'content', 'basic', 'items'))).toEqual([
    [{ text: 'Look' }, SENT_IMAGE, SENT_DOCUMENT],
  ]);
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
