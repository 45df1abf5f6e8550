// The part of the port suite about sending and listing messages.
import { expect, it, onTestFinished } from 'vitest';
import type { OutgoingMessage } from 'backend/inbox/wix/port';
import { AS_BUSINESS, AS_PARTICIPANT, errorOf, message, type PortHarness } from './port-harness.ts';

/** Runs the suite with a new harness for each test: messages of every type, and pages of messages. */
export function testPortMessages({
  create,
}: {
  readonly create: () => Promise<PortHarness>;
}): void {
  async function setup() {
    const harness = await create();
    onTestFinished(() => harness.close());
    return { harness, wix: harness.wix };
  }

  it('sendMessage sends as the participant and as the business', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    await harness.runAs({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      const questionId = await wix.sendMessage(_id, message('Are you open?'), AS_PARTICIPANT);
      const reply: OutgoingMessage = {
        ...message('Yes.'),
        direction: 'BUSINESS_TO_PARTICIPANT',
        visibility: 'BUSINESS',
        silent: true,
        badges: [{ text: 'Automatic' }],
      };
      await wix.sendMessage(_id, reply, AS_BUSINESS);

      const { messages } = await wix.listMessages(_id, { limit: 30, visibility: 'BUSINESS' });
      expect(messages).toHaveLength(2);
      const [newest, oldest] = messages;
      expect(oldest).toMatchObject({
        _id: questionId,
        direction: 'PARTICIPANT_TO_BUSINESS',
        visibility: 'BUSINESS_AND_PARTICIPANT',
        sender: { anonymousVisitorId: visitorId },
        content: { previewText: 'Are you open?', basic: { items: [{ text: 'Are you open?' }] } },
      });
      expect(newest).toMatchObject({
        direction: 'BUSINESS_TO_PARTICIPANT',
        visibility: 'BUSINESS',
        silent: true,
        badges: [{ text: 'Automatic' }],
      });
      const shared = { limit: 30, visibility: 'BUSINESS_AND_PARTICIPANT' } as const;
      expect((await wix.listMessages(_id, shared)).messages).toEqual([oldest]);
      expect(newest?.sender.appId).toBeDefined();
      expect(Date.parse(newest?._createdDate ?? '')).not.toBeNaN();
    });
  });

  it('sendMessage stores every type of content and does not change its arguments', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    const image = { url: 'https://static.wixstatic.com/media/a.png', width: 2, height: 1 };
    const file = { url: 'https://docs.wixstatic.com/ugd/a.pdf', filename: 'a.pdf' };
    const contents: readonly OutgoingMessage['content'][] = [
      { previewText: 'basic', basic: { items: [{ text: 'Hello' }, { image }, { file }] } },
      { previewText: 'minimal', minimal: { text: 'Called', iconUrl: image.url, url: image.url } },
      {
        previewText: 'form',
        form: {
          title: 'Contact',
          description: 'From the page',
          fields: [{ name: 'Name', value: 'Ada' }],
          media: [{ image }, { file }],
        },
      },
      {
        previewText: 'template',
        template: {
          title: 'Your booking',
          imageUrl: image.url,
          textLines: ['Monday'],
          buttons: [
            { label: 'Open', launchUrl: file.url },
            { label: 'Confirm', interactionId: 'confirm' },
          ],
          orientation: 'LANDSCAPE',
        },
      },
    ];
    await harness.runAs({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      for (const content of contents) {
        const outgoing = { ...message(''), content };
        const before = structuredClone(outgoing);
        await wix.sendMessage(_id, outgoing, AS_BUSINESS);
        expect(outgoing).toEqual(before);
      }
      const { messages } = await wix.listMessages(_id, { limit: 30, visibility: 'BUSINESS' });
      const types = ['template', 'form', 'minimal', 'basic'] as const;
      expect(messages.map(({ content }) => types.find((type) => type in content))).toEqual(types);
      expect(messages[1]?.content).toMatchObject({ form: { title: 'Contact' } });
      expect(messages[3]?.content).toMatchObject({ basic: { items: [{ text: 'Hello' }, {}, {}] } });
    });
  });

  it('sendMessage rejects content over a limit, with nothingDone', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    const fields = Array.from({ length: 16 }, () => ({ name: 'Name', value: 'Ada' }));
    await harness.runAs({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      const content = { previewText: 'Form', form: { title: 'Form', fields } };
      const error = await errorOf(
        wix.sendMessage(_id, { ...message(''), content }, AS_PARTICIPANT),
      );
      expect(error).toMatchObject({
        code: 'REFUSED_BY_WIX',
        wixFailure: { status: 400, nothingDone: true },
      });
      expect((await wix.listMessages(_id, { limit: 30, visibility: 'BUSINESS' })).messages).toEqual(
        [],
      );
    });
  });

  it('listMessages returns pages from the newest message to the oldest', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    await harness.runAs({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      for (const text of ['1', '2', '3']) {
        await wix.sendMessage(_id, message(text), AS_PARTICIPANT);
      }
      const first = await wix.listMessages(_id, { limit: 2, visibility: 'BUSINESS' });
      expect(first.cursor).toBeDefined();
      const second = await wix.listMessages(_id, {
        limit: 2,
        visibility: 'BUSINESS',
        cursor: first.cursor ?? '',
      });
      const previews = [first, second].map(({ messages }) =>
        messages.map(({ content }) => content['previewText']),
      );
      expect(previews).toEqual([['3', '2'], ['1']]);
      expect(second.cursor).toBeUndefined();
    });
  });
}
