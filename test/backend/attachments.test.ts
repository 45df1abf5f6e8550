import { expect, it } from 'vitest';
import {
  UPLOADED_DOCUMENT,
  UPLOADED_IMAGE,
  SENT_DOCUMENT,
  SENT_IMAGE,
} from '../support/uploaded-files.ts';
import { setup } from '../support/backend/setup.ts';

async function setupVisitor() {
  const harness = setup();
  const visitorId = await harness.world.createVisitor();
  const send = (text: string, attachments: unknown) =>
    harness.world.runAs({ visitorId }, () => harness.inbox.sendText(text, { attachments }));
  const items = () =>
    harness.world
      .messagesOf({ anonymousVisitorId: visitorId })
      .map(({ content }) => content['basic']);
  /** Returns the field errors for these attachments. */
  const fieldErrors = async (attachments: unknown) => {
    const answer = await harness.respond(() => send('Look', attachments));
    return answer.ok ? {} : answer.error.fields;
  };
  return { ...harness, send, items, fieldErrors };
}

it('sends uploaded images and documents after the text, with URLs that it builds itself', async () => {
  const { send, items } = await setupVisitor();

  expect(await send('Look', [UPLOADED_IMAGE, UPLOADED_DOCUMENT])).toEqual({ once: false });

  expect(items()).toEqual([{ items: [{ text: 'Look' }, SENT_IMAGE, SENT_DOCUMENT] }]);
});

it('sends a file without a text, but rejects an empty text without a file', async () => {
  const { send, items } = await setupVisitor();

  expect(await send('', [UPLOADED_IMAGE])).toEqual({ once: false });
  await expect(send('', undefined)).rejects.toMatchObject({ code: 'INVALID_INPUT' });

  expect(items()).toMatchObject([{ items: [{ image: { filename: 'My cup.jpg' } }] }]);
});

const ALLOWED = 'Expected a file uploaded to this site, got ';

it.each([
  ['another website', 'https://evil.example/x.png'],
  ["a URL of Wix's media server", 'https://static.wixstatic.com/media/ab12cd_34~mv2.jpg'],
  ['a URL without TLS', 'http://evil.example/x.png'],
  ['a URL without a scheme', '//evil.example/x.png'],
  ['a script', 'javascript:alert(1)'],
  ['data', 'data:image/png;base64,iVBORw0KGgo='],
  ['a blob of the page', 'blob:https://example.com/0e6f7c1a'],
  ['a local file', 'file:///etc/passwd'],
  ['a path out of the media folder', 'wix:image://v1/../../x/y.png'],
  ['a hidden file', 'wix:image://v1/.x/y.png'],
  ['another host instead of the id', 'wix:image://v1/evil.example/a/y.png'],
  ['a user name before the id', 'wix:image://v1/a@evil.example/y.png'],
  ['a query', 'wix:image://v1/ab.png/y.png?x=1'],
  ['another kind of Wix URL', 'wix:video://v1/ab/file.mp4'],
  ['a vector', 'wix:vector://v1/ab.svg/y.svg'],
  ['an unknown version', 'wix:image://v2/ab.png/y.png'],
  ['a URL without a file name', 'wix:image://v1/ab.png'],
  ['capital letters', 'WIX:image://v1/ab.png/y.png'],
  ['a leading space', ' wix:image://v1/ab.png/y.png'],
  ['a second line', 'wix:image://v1/ab.png/y.png\nx'],
  ['markup in the size', 'wix:image://v1/ab.png/y.png#originWidth="><script>'],
  ['a path above the documents', 'wix:document://v1/ugd/../x.pdf/y.pdf'],
])('rejects %s before calling Wix, by index, type and size', async (_, attachment) => {
  const { send, fieldErrors, world, items } = await setupVisitor();
  await expect(send('Look', [UPLOADED_IMAGE, attachment])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await fieldErrors([UPLOADED_IMAGE, attachment])).toEqual({
    'options.attachments[1]': `${ALLOWED}text of ${attachment.length} characters.`,
  });
  expect([items(), world.calls]).toEqual([[], []]);
});

it.each([
  ['text', UPLOADED_IMAGE, '', 'Expected a list of 1 to 10, got text of 78 characters.'],
  ['an empty list', [], '', 'Expected a list of 1 to 10, got a list of 0.'],
  ['null', null, '', 'Expected a list of 1 to 10, got null.'],
  ['an object', { 0: UPLOADED_IMAGE, length: 1 }, '', 'Expected a list of 1 to 10, got an object.'],
  [
    'too many items',
    Array.from({ length: 11 }, () => UPLOADED_IMAGE),
    '',
    'Expected a list of 1 to 10, got a list of 11.',
  ],
  ['a number', [7], '[0]', 'Expected text, got a number.'],
  ['a list', [[UPLOADED_IMAGE]], '[0]', 'Expected text, got a list of 1.'],
  ['an object in it', [{ url: UPLOADED_IMAGE }], '[0]', 'Expected text, got an object.'],
  ['a missing item', [UPLOADED_IMAGE, undefined], '[1]', 'Expected text, got nothing.'],
  ['an empty text', [''], '[0]', 'Expected text, got an empty text.'],
  [
    'a control character',
    [`${UPLOADED_IMAGE}\u0000`],
    '[0]',
    'The character U+0000 at position 79 cannot be sent.',
  ],
  [
    'too long',
    [`wix:image://v1/ab.png/${'x'.repeat(2000)}`],
    '[0]',
    'At most 2000 characters, got 2022.',
  ],
])(
  'rejects %s as attachments with an error that names the allowed values',
  async (_, attachments, index, message) => {
    const { fieldErrors, world } = await setupVisitor();
    expect(await fieldErrors(attachments)).toEqual({ [`options.attachments${index}`]: message });
    expect(world.calls).toEqual([]);
  },
);

it('accepts the maximum number and the maximum length of attachments', async () => {
  const { send, items } = await setupVisitor();
  await send(
    '',
    Array.from({ length: 10 }, () => UPLOADED_IMAGE),
  );
  await send('', [`wix:image://v1/ab.png/${'x'.repeat(2000 - 22)}`]);
  expect(items()).toMatchObject([
    { items: { length: 10 } },
    { items: [{ image: { filename: `${'x'.repeat(251)}.png` } }] },
  ]);
});

it("rejects a member's attachment like a visitor's", async () => {
  const { world, inbox } = setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  await world.runAs({ memberId }, async () => {
    const attachments = ['https://evil.example/x.png'];
    await expect(inbox.sendText('Look', { attachments })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(world.calls).toEqual([]);
    await inbox.sendText('Look', { attachments: [UPLOADED_DOCUMENT] });
  });
  expect(world.messagesOf({ memberId })).toHaveLength(1);
});

it.each([
  ['%E2%80%AEfdp.exe', 'fdp.exe.pdf'],
  ['a%0D%0Ab%00c.pdf', 'abc.pdf'],
  ['%20%20', 'file.pdf'],
  ['..%2F..%5Ca.pdf', '.._.._a.pdf'],
  ['Plan.PDF', 'Plan.PDF'],
  ['%zz.pdf', '%zz.pdf'],
  ['%F0%9F%8D%B5.png', '\u{1f375}.png.pdf'],
])('converts the file name %s to %s, which is safe to show', async (name, shown) => {
  const { send, items } = await setupVisitor();
  await send('', [`wix:document://v1/ugd/ab.pdf/${name}`]);
  expect(items()).toEqual([
    {
      items: [
        {
          file: { _id: 'ab.pdf', url: 'https://docs.wixstatic.com/ugd/ab.pdf', filename: shown },
        },
      ],
    },
  ]);
});

it('returns KEY_REUSED for the same key and text with another attachment', async () => {
  const { world, inbox } = setup();
  const visitorId = await world.createVisitor();
  const idempotencyKey = 'k'.repeat(32);
  await world.runAs({ visitorId }, async () => {
    await inbox.sendText('Look', { idempotencyKey, attachments: [UPLOADED_IMAGE] });
    const again = { idempotencyKey, attachments: [UPLOADED_IMAGE] };
    expect(await inbox.sendText('Look', again)).toEqual({ once: true, replayed: true });
    await expect(
      inbox.sendText('Look', { idempotencyKey, attachments: [UPLOADED_DOCUMENT] }),
    ).rejects.toMatchObject({ code: 'KEY_REUSED' });
  });
  expect(world.messagesOf({ anonymousVisitorId: visitorId })).toHaveLength(1);
});
