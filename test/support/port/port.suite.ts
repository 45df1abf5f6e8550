// The test suite of the port to Wix. Every implementation must pass it: the one in memory and the one with the real packages.
import { expect, it, onTestFinished } from 'vitest';
import { InboxError } from 'backend/inbox/error';
import { testPortMessages } from './port-messages.suite.ts';
import { testPortPeople } from './port-people.suite.ts';
import { testPortSendLog } from './port-send-log.suite.ts';
import { testPortSite } from './port-site.suite.ts';
import {
  ADA,
  AS_PARTICIPANT,
  errorOf,
  message,
  UNKNOWN_ID,
  type PortHarness,
} from './port-harness.ts';

/** Runs the suite with a new harness for each test: callers, conversations and contacts. */
export function testPort({ create }: { readonly create: () => Promise<PortHarness> }): void {
  testPortMessages({ create });
  testPortPeople({ create });
  testPortSendLog({ create });
  testPortSite({ create });

  async function setup() {
    const harness = await create();
    onTestFinished(() => harness.close());
    const { wix } = harness;
    const texts = async (conversationId: string) => {
      const page = await wix.listMessages(conversationId, { limit: 30, visibility: 'BUSINESS' });
      return page.messages.map(({ content }) => content['previewText']);
    };
    return { harness, wix, texts };
  }

  it('tokenInfo returns the subject of the token', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    const { memberId } = await harness.createMember(ADA);
    const now = Date.now() / 1000;

    const visitor = await harness.runAs({ visitorId }, () => wix.tokenInfo());
    const member = await harness.runAs({ memberId }, () => wix.tokenInfo());
    const user = await harness.runAs({ userId: UNKNOWN_ID }, () => wix.tokenInfo());

    expect(visitor).toMatchObject({ active: true, subjectType: 'VISITOR', subjectId: visitorId });
    expect(visitor.exp).toBeGreaterThan(now);
    expect(member).toMatchObject({ active: true, subjectType: 'MEMBER', subjectId: memberId });
    expect(user).toMatchObject({ active: true, subjectType: 'USER' });
  });

  it('currentMember returns the logged-in member, and undefined for a visitor', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    const { memberId } = await harness.createMember(ADA);

    const member = await harness.runAs({ memberId }, () => wix.currentMember());
    const visitor = await harness.runAs({ visitorId }, () => wix.currentMember());

    expect(member?.id).toBe(memberId);
    expect(visitor).toBeUndefined();
  });

  it('rejects calls without elevation in an event handler', async () => {
    const { harness, wix } = await setup();
    const contactId = await harness.createContact(ADA);
    await harness.runAs('event-handler', async () => {
      await expect(wix.tokenInfo()).rejects.toThrow(InboxError);
      await expect(wix.currentMember()).rejects.toThrow(InboxError);
      await expect(wix.submitContact(ADA)).rejects.toThrow(InboxError);
      await expect(wix.openConversation({ contactId })).resolves.toBeDefined();
    });
  });

  it("openConversation returns the same conversation for a visitor's second call", async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    await harness.runAs({ visitorId }, async () => {
      const first = await wix.openConversation({ anonymousVisitorId: visitorId });
      const second = await wix.openConversation({ anonymousVisitorId: visitorId });
      expect(second._id).toBe(first._id);
      expect(first.participant).toEqual({ anonymousVisitorId: visitorId });
      expect((await wix.getConversation(first._id))._id).toBe(first._id);
    });
  });

  it('openConversation opens the conversations of a member and of a contact', async () => {
    const { harness, wix } = await setup();
    const { memberId } = await harness.createMember(ADA);
    const contactId = await harness.createContact({ email: 'bob@example.com' });
    await harness.runAs({ userId: UNKNOWN_ID }, async () => {
      const member = await wix.openConversation({ memberId });
      const contact = await wix.openConversation({ contactId });
      expect(member.participant.memberId).toBe(memberId);
      expect(contact.participant).toEqual({ contactId });
    });
  });

  it('returns not-found errors for unknown members, contacts and conversations', async () => {
    const { harness, wix } = await setup();
    await harness.runAs('event-handler', async () => {
      const member = await errorOf(wix.openConversation({ memberId: UNKNOWN_ID }));
      const contact = await errorOf(wix.openConversation({ contactId: UNKNOWN_ID }));
      const conversation = await errorOf(wix.getConversation(UNKNOWN_ID));
      const list = await errorOf(
        wix.listMessages(UNKNOWN_ID, { limit: 30, visibility: 'BUSINESS' }),
      );
      const send = await errorOf(wix.sendMessage(UNKNOWN_ID, message('Lost'), AS_PARTICIPANT));
      const getContact = await errorOf(wix.getContact(UNKNOWN_ID));

      expect(member.code).toBe('PARTICIPANT_NOT_FOUND');
      expect(contact.code).toBe('PARTICIPANT_NOT_FOUND');
      expect(conversation).toMatchObject({
        code: 'CONVERSATION_NOT_FOUND',
        wixFailure: { operation: 'getConversation', status: 404, nothingDone: true },
      });
      expect(list.code).toBe('CONVERSATION_NOT_FOUND');
      expect(send).toMatchObject({
        code: 'CONVERSATION_NOT_FOUND',
        wixFailure: { operation: 'sendMessage', nothingDone: true },
      });
      expect(getContact.code).toBe('CONTACT_NOT_FOUND');
    });
  });

  it('submitContact links a visitor to a contact and moves their messages to its conversation', async () => {
    const { harness, wix, texts } = await setup();
    const visitorId = await harness.createVisitor();
    await harness.runAs({ visitorId }, async () => {
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

  it('submitContact and createContact return the existing contact of an e-mail', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    const contactId = await harness.createContact(ADA);
    await harness.runAs({ visitorId }, async () => {
      expect(await wix.submitContact({ email: ADA.email })).toBe(contactId);
      expect(await wix.createContact({ email: ADA.email })).toBe(contactId);
    });
  });

  it('createContact creates a contact without linking the visitor', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    await harness.runAs({ visitorId }, async () => {
      const contactId = await wix.createContact(ADA);
      const { participant } = await wix.openConversation({ anonymousVisitorId: visitorId });
      expect(participant).toEqual({ anonymousVisitorId: visitorId });
      expect(await wix.createContact({ email: ADA.email })).toBe(contactId);
    });
  });

  it('memberOfContact returns the member of a contact', async () => {
    const { harness, wix } = await setup();
    const { memberId, contactId } = await harness.createMember(ADA);
    const other = await harness.createContact({ email: 'bob@example.com' });
    await harness.runAs('event-handler', async () => {
      expect(await wix.memberOfContact(contactId)).toBe(memberId);
      expect(await wix.memberOfContact(other)).toBeUndefined();
      expect(await wix.memberOfContact(UNKNOWN_ID)).toBeUndefined();
    });
  });
}
