import { expect, it } from 'vitest';
import {
  UPLOADED_DOCUMENT,
  UPLOADED_IMAGE,
  SENT_DOCUMENT,
  SENT_IMAGE,
} from '../support/uploaded-files.ts';
import { at, listAt, parse } from '../support/stories/json.ts';
import { shareEmulator } from '../support/stories/harness.ts';

// Files that a participant sends. Only files uploaded to this site are accepted.

const setup = shareEmulator();
const SHOWN_ITEMS = [
  { kind: 'text', text: 'Look' },
  { kind: 'image', url: SENT_IMAGE.image.url, filename: 'My cup.jpg' },
  { kind: 'file', url: SENT_DOCUMENT.file.url, filename: 'Plan.pdf' },
];

/** Converts an image or file to the names of Wix's REST API, where `_id` is `id`. */
function toRest(media: object): unknown {
  return parse(JSON.stringify(media).replace('"_id"', '"id"'));
}

it.each(['visitor', 'member'] as const)(
  'sends files uploaded to the site, from a %s',
  async (kind) => {
    const { visitor, member, conversationOf } = await setup();
    const ada = kind === 'visitor' ? await visitor() : await member('ada@example.com');
    const attachments = [UPLOADED_IMAGE, UPLOADED_DOCUMENT];
    expect(await ada.call('sendBasicMessage', 'Look', { attachments })).toMatchObject({ ok: true });
    const to = kind === 'visitor' ? { anonymousVisitorId: ada.id } : { memberId: ada.id };
    const { messages } = await conversationOf(to);
    expect(messages.map((message) => at(message, 'content', 'basic', 'items'))).toEqual([
      [{ text: 'Look' }, ...[SENT_IMAGE, SENT_DOCUMENT].map(toRest)],
    ]);
    const page = await ada.call('listMessages');
    expect(at(listAt(page, 'messages')[0], 'items')).toEqual(SHOWN_ITEMS);
  },
);

it.each(['visitor', 'member'] as const)(
  'rejects URLs of other files from a %s without calling Wix',
  async (kind) => {
    const { visitor, member, requests } = await setup();
    const ada = kind === 'visitor' ? await visitor() : await member('ada@example.com');
    const before = (await requests()).length;
    for (const url of [
      'https://evil.example/x.png',
      'https://static.wixstatic.com/media/ab12cd_34~mv2.jpg',
      'javascript:alert(1)',
      'data:text/html,x',
    ]) {
      const result = await ada.call('sendBasicMessage', 'Look', { attachments: [url] });
      expect(at(result, 'error')).toMatchObject({
        code: 'INVALID_INPUT',
        fields: {
          'options.attachments[0]': `Expected a file uploaded to this site, got text of ${url.length} characters.`,
        },
      });
    }
    expect(await requests()).toHaveLength(before);
  },
);
