import { expect, it } from 'vitest';
import { toMedia } from 'backend/inbox/messaging/media';
import { toPreviewText, truncate } from 'backend/inbox/messaging/preview-text';
import { isSendable } from 'public/inbox-input';
import { setup } from '../support/backend/setup.ts';

const field = (key: string, more: object = {}) => ({
  key,
  label: key,
  kind: 'text' as const,
  ...more,
});
const forms = (fields: readonly ReturnType<typeof field>[]) => ({
  forms: { default: { title: 'Form', fields } },
});

it.each([
  ['no field', [], 'declares 0 fields; Wix takes 1 to 15'],
  ['16 fields', Array.from({ length: 16 }, (_, index) => field(`f${index}`)), 'declares 16 fields'],
  ['a field twice', [field('a'), field('a')], 'declares a field twice'],
  ['a field of 8193 characters', [field('a', { maxLength: 8193 })], 'has maxLength 8193'],
  ['a field of no character', [field('a', { maxLength: 0 })], 'has maxLength 0'],
] as const)(
  'rejects a declared form with %s when the settings are loaded',
  (_, fields, message) => {
    expect(() => setup(forms(fields))).toThrow(message);
  },
);

it('accepts a declared form of 15 fields of 8192 characters', async () => {
  const fields = Array.from({ length: 15 }, (_, index) => field(`f${index}`, { maxLength: 8192 }));
  const { world, inbox } = setup(forms(fields));
  const visitorId = await world.createVisitor();
  const data = Object.fromEntries(fields.map(({ key }) => [key, 'x'.repeat(8192)]));
  await world.runAs({ visitorId }, () => inbox.sendForm(data));
  expect(world.sent[0]?.message.content).toMatchObject({ form: { fields: { length: 15 } } });
});

it.each([
  ['x'.repeat(256), 256],
  ['x'.repeat(257), 256],
  ['😀'.repeat(128), 256],
  [`x${'😀'.repeat(128)}`, 255],
] as const)(
  'truncates a preview at 256 UTF-16 units and never inside a surrogate pair',
  (text, length) => {
    const preview = toPreviewText({ minimal: { text } });
    expect(preview).toHaveLength(length);
    expect(isSendable(preview)).toBe(true);
    expect(text.startsWith(preview)).toBe(true);
    expect(truncate('abc', 2)).toBe('ab');
  },
);

it.each([
  [{ basic: { items: [{ text: ' a\n b ' }] } }, 'a b'],
  [{ basic: { items: [{ image: { url: 'https://a.example' } }] } }, 'Image'],
  [{ basic: { items: [{ image: { url: 'https://a.example', filename: 'a.png' } }] } }, 'a.png'],
  [{ basic: { items: [{ file: { url: 'https://a.example' } }] } }, 'File'],
  [{ form: { title: 'Contact', fields: [] } }, 'Contact'],
  [{ template: { title: 'Title', textLines: ['Line'] } }, 'Title'],
  [{ template: { textLines: ['Line'] } }, 'Line'],
  [{ template: { buttons: [{ label: 'Open', interactionId: 'x' }] } }, 'Open'],
  [{ template: { imageUrl: 'https://a.example' } }, 'New message'],
] as const)('derives the preview of %j', (content, preview) => {
  expect(toPreviewText(content)).toBe(preview);
});

it('removes unsafe characters from file names and adds the real extension', () => {
  expect(toMedia('wix:document://v1/a.pdf/%E2%80%AEfdp.exe')).toEqual({
    file: { _id: 'a.pdf', url: 'https://docs.wixstatic.com/ugd/a.pdf', filename: 'fdp.exe.pdf' },
  });
  expect(toMedia('wix:image://v1/a.png/%zz%00#originWidth=x&originHeight=-1')).toEqual({
    image: {
      _id: 'a.png',
      url: 'https://static.wixstatic.com/media/a.png',
      filename: '%zz%00.png',
    },
  });
});
