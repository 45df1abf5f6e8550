// One suite for the port to Wix: what stands behind it, memory or the real packages, answers alike.
import { expect, it, onTestFinished } from 'vitest';
import { InboxError } from 'backend/inbox/inbox-error';
import type { OutgoingMessage, Wix } from 'backend/inbox/wix';
import type { FormContact } from 'public/inbox-form';

/** Who makes the calls of the port. `nobody` is an event handler: it has no plain client. */
export type CallerIdentity =
  | { readonly visitorId: string }
  | { readonly memberId: string }
  | { readonly userId: string }
  | 'nobody';

/** A world behind the port, and how a test peoples it. */
export interface PortWorld {
  readonly wix: Wix;
  /** A visitor of the site; his id. */
  givenVisitor(): Promise<string>;
  /** A member, and the contact that he is; the contact of this address if there is one. */
  givenMember(
    contact: FormContact,
  ): Promise<{ readonly memberId: string; readonly contactId: string }>;
  /** A contact who is no member; its id. */
  givenContact(contact: FormContact): Promise<string>;
  /** Runs calls as somebody. */
  asCaller<Result>(identity: CallerIdentity, work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const NOBODY = '11111111-2222-4333-8444-555555555555';
const ADA: FormContact = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };

function message(text: string): OutgoingMessage {
  return {
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility: 'BUSINESS_AND_PARTICIPANT',
    content: { basic: { items: [{ text }] }, previewText: text },
    channels: { sourceChannel: 'CHAT' },
  };
}

const AS_PARTICIPANT = { sendAs: 'PARTICIPANT', sendNotifications: false } as const;
const AS_BUSINESS = { sendAs: 'CALLER', sendNotifications: true } as const;

async function errorOf(work: Promise<unknown>): Promise<InboxError> {
  const error: unknown = await work.then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InboxError)) throw error;
  return error;
}

/** Runs the suite over a world, made anew for each test. */
export function testPort({ create }: { readonly create: () => Promise<PortWorld> }): void {
  async function setup() {
    const world = await create();
    onTestFinished(() => world.close());
    const { wix } = world;
    const texts = async (conversationId: string) => {
      const page = await wix.listMessages(conversationId, { limit: 30 });
      return page.messages.map(({ content }) => content['previewText']);
    };
    return { world, wix, texts };
  }

  it('tells whose token a call carries', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    const { memberId } = await world.givenMember(ADA);
    const now = Date.now() / 1000;

    const visitor = await world.asCaller({ visitorId }, () => wix.tokenInfo());
    const member = await world.asCaller({ memberId }, () => wix.tokenInfo());
    const user = await world.asCaller({ userId: NOBODY }, () => wix.tokenInfo());

    expect(visitor).toMatchObject({ active: true, subjectType: 'VISITOR', subjectId: visitorId });
    expect(visitor.exp).toBeGreaterThan(now);
    expect(member).toMatchObject({ active: true, subjectType: 'MEMBER', subjectId: memberId });
    expect(user).toMatchObject({ active: true, subjectType: 'USER' });
  });

  it('tells the logged-in member, and nobody for a visitor', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    const { memberId } = await world.givenMember(ADA);

    const member = await world.asCaller({ memberId }, () => wix.currentMember());
    const visitor = await world.asCaller({ visitorId }, () => wix.currentMember());

    expect(member?.id).toBe(memberId);
    expect(visitor).toBeUndefined();
  });

  it('has only elevated calls in an event handler', async () => {
    const { world, wix } = await setup();
    const contactId = await world.givenContact(ADA);
    await world.asCaller('nobody', async () => {
      await expect(wix.tokenInfo()).rejects.toThrow(InboxError);
      await expect(wix.currentMember()).rejects.toThrow(InboxError);
      await expect(wix.submitContact(ADA)).rejects.toThrow(InboxError);
      await expect(wix.openConversation({ contactId })).resolves.toBeDefined();
    });
  });

  it("opens a visitor's conversation once", async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    await world.asCaller({ visitorId }, async () => {
      const first = await wix.openConversation({ anonymousVisitorId: visitorId });
      const second = await wix.openConversation({ anonymousVisitorId: visitorId });
      expect(second._id).toBe(first._id);
      expect(first.participant).toEqual({ anonymousVisitorId: visitorId });
      expect((await wix.getConversation(first._id))._id).toBe(first._id);
    });
  });

  it("opens a member's and a contact's conversation by their ids", async () => {
    const { world, wix } = await setup();
    const { memberId } = await world.givenMember(ADA);
    const contactId = await world.givenContact({ email: 'bob@example.com' });
    await world.asCaller({ userId: NOBODY }, async () => {
      const member = await wix.openConversation({ memberId });
      const contact = await wix.openConversation({ contactId });
      expect(member.participant.memberId).toBe(memberId);
      expect(contact.participant).toEqual({ contactId });
    });
  });

  it('knows neither a member, a contact nor a conversation that does not exist', async () => {
    const { world, wix } = await setup();
    await world.asCaller('nobody', async () => {
      const member = await errorOf(wix.openConversation({ memberId: NOBODY }));
      const contact = await errorOf(wix.openConversation({ contactId: NOBODY }));
      const conversation = await errorOf(wix.getConversation(NOBODY));
      const list = await errorOf(wix.listMessages(NOBODY, { limit: 30 }));
      const send = await errorOf(wix.sendMessage(NOBODY, message('Lost'), AS_PARTICIPANT));
      const asked = await errorOf(wix.getContact(NOBODY));

      expect(member.code).toBe('PARTICIPANT_NOT_FOUND');
      expect(contact.code).toBe('PARTICIPANT_NOT_FOUND');
      expect(conversation).toMatchObject({
        code: 'CONVERSATION_NOT_FOUND',
        fault: { operation: 'getConversation', status: 404, nothingDone: true },
      });
      expect(list.code).toBe('CONVERSATION_NOT_FOUND');
      expect(send).toMatchObject({
        code: 'CONVERSATION_NOT_FOUND',
        fault: { operation: 'sendMessage', nothingDone: true },
      });
      expect(asked.code).toBe('CONTACT_NOT_FOUND');
    });
  });

  it('sends as the participant and as the business', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    await world.asCaller({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      const asked = await wix.sendMessage(_id, message('Are you open?'), AS_PARTICIPANT);
      const reply: OutgoingMessage = {
        ...message('Yes.'),
        direction: 'BUSINESS_TO_PARTICIPANT',
        visibility: 'BUSINESS',
        silent: true,
        badges: [{ text: 'Automatic' }],
      };
      await wix.sendMessage(_id, reply, AS_BUSINESS);

      const { messages } = await wix.listMessages(_id, { limit: 30 });
      expect(messages).toHaveLength(2);
      const [newest, oldest] = messages;
      expect(oldest).toMatchObject({
        _id: asked,
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
      expect(newest?.sender.appId).toBeDefined();
      expect(Date.parse(newest?._createdDate ?? '')).not.toBeNaN();
    });
  });

  it('keeps every type of content, and leaves what it was given as it was', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
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
    await world.asCaller({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      for (const content of contents) {
        const outgoing = { ...message(''), content };
        const before = structuredClone(outgoing);
        await wix.sendMessage(_id, outgoing, AS_BUSINESS);
        expect(outgoing).toEqual(before);
      }
      const { messages } = await wix.listMessages(_id, { limit: 30 });
      const types = ['template', 'form', 'minimal', 'basic'] as const;
      expect(messages.map(({ content }) => types.find((type) => type in content))).toEqual(types);
      expect(messages[1]?.content).toMatchObject({ form: { title: 'Contact' } });
      expect(messages[3]?.content).toMatchObject({ basic: { items: [{ text: 'Hello' }, {}, {}] } });
    });
  });

  it('refuses for certain what is past a limit', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    const fields = Array.from({ length: 16 }, () => ({ name: 'Name', value: 'Ada' }));
    await world.asCaller({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      const content = { previewText: 'Form', form: { title: 'Form', fields } };
      const error = await errorOf(
        wix.sendMessage(_id, { ...message(''), content }, AS_PARTICIPANT),
      );
      expect(error).toMatchObject({
        code: 'REFUSED_BY_WIX',
        fault: { status: 400, nothingDone: true },
      });
      expect((await wix.listMessages(_id, { limit: 30 })).messages).toEqual([]);
    });
  });

  it('lists pages from the newest message to the oldest', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    await world.asCaller({ visitorId }, async () => {
      const { _id } = await wix.openConversation({ anonymousVisitorId: visitorId });
      for (const text of ['1', '2', '3']) {
        await wix.sendMessage(_id, message(text), AS_PARTICIPANT);
      }
      const first = await wix.listMessages(_id, { limit: 2 });
      expect(first.cursor).toBeDefined();
      const second = await wix.listMessages(_id, { limit: 2, cursor: first.cursor ?? '' });
      const previews = [first, second].map(({ messages }) =>
        messages.map(({ content }) => content['previewText']),
      );
      expect(previews).toEqual([['3', '2'], ['1']]);
      expect(second.cursor).toBeUndefined();
    });
  });

  it('makes a visitor a contact, and his messages the first of its conversation', async () => {
    const { world, wix, texts } = await setup();
    const visitorId = await world.givenVisitor();
    await world.asCaller({ visitorId }, async () => {
      const before = await wix.openConversation({ anonymousVisitorId: visitorId });
      await wix.sendMessage(before._id, message('1'), AS_PARTICIPANT);
      await wix.sendMessage(before._id, message('2'), AS_PARTICIPANT);
      const contactId = await wix.submitContact(ADA);
      const after = await wix.openConversation({ contactId });
      await wix.sendMessage(after._id, message('3'), AS_PARTICIPANT);

      expect(after.participant.contactId).toBe(contactId);
      expect(await texts(after._id)).toEqual(['3', '2', '1']);
      await expect(wix.getContact(contactId)).resolves.toEqual({ id: contactId });
    });
  });

  it('finds the contact of a known address', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    const contactId = await world.givenContact(ADA);
    await world.asCaller({ visitorId }, async () => {
      expect(await wix.submitContact({ email: ADA.email })).toBe(contactId);
      expect(await wix.createContact({ email: ADA.email })).toBe(contactId);
    });
  });

  it('makes a contact of a new address without touching the session', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    await world.asCaller({ visitorId }, async () => {
      const contactId = await wix.createContact(ADA);
      const { participant } = await wix.openConversation({ anonymousVisitorId: visitorId });
      expect(participant).toEqual({ anonymousVisitorId: visitorId });
      expect(await wix.createContact({ email: ADA.email })).toBe(contactId);
    });
  });

  it('tells which member a contact is', async () => {
    const { world, wix } = await setup();
    const { memberId, contactId } = await world.givenMember(ADA);
    const other = await world.givenContact({ email: 'bob@example.com' });
    await world.asCaller('nobody', async () => {
      expect(await wix.memberOfContact(contactId)).toBe(memberId);
      expect(await wix.memberOfContact(other)).toBeUndefined();
      expect(await wix.memberOfContact(NOBODY)).toBeUndefined();
    });
  });
}
