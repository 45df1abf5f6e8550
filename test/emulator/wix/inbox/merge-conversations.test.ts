import { expect, it } from 'vitest';
import { associateVisitor, insertContact } from '../../../../emulator/wix/contacts/contacts.ts';
import { mergeContacts } from '../../../../emulator/wix/contacts/merge-contacts.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import type { AssumptionsInput } from '../../../../emulator/wix/core/assumptions.ts';
import { APP, errorCodeOf } from '../../../support/emulator/wix/open-wix.ts';
import {
  CONVERSATIONS,
  minimal,
  openInbox,
  textsOf,
} from '../../../support/emulator/wix/inbox/open-inbox.ts';

const VISITOR = '00000000-0000-4000-8000-000000000001';
const OTHER_VISITOR = '00000000-0000-4000-8000-000000000002';

async function setup(assumptions: AssumptionsInput = {}) {
  const inbox = await openInbox({ assumptions });
  const { runAsWix, conversationOf, send, list } = inbox;
  const contact = (email: string) =>
    runAsWix((context) =>
      insertContact(context, { emails: { items: [{ email }] } }, { sourceType: 'ADMIN' }),
    );
  return {
    ...inbox,
    contact,
    sendText: async (participantId: object, text: string): Promise<string> => {
      const id = await conversationOf(participantId);
      await send(id, minimal(text, { visibility: 'BUSINESS_AND_PARTICIPANT' }));
      return id;
    },
    listTexts: async (conversationId: string): Promise<readonly (string | undefined)[]> => {
      const sorting = { fieldName: 'sequence', order: 'ASC' };
      return textsOf((await list(conversationId, { sorting })).json);
    },
    associate: (visitorId: string, contactId: string) =>
      runAsWix((context) => associateVisitor(context, visitorId, contactId)),
    merges: async () =>
      (await inbox.events())
        .filter(({ name }) => name === 'conversations-merged')
        .map(({ entityId, data }) => ({ entityId, data })),
  };
}

it('merges the conversation of a visitor who becomes a contact, in the order of sending', async () => {
  const { contact, sendText, listTexts, associate, merges, open } = await setup();
  const ann = await contact('ann@example.com');
  const old = await sendText({ anonymousVisitorId: VISITOR }, '1 visitor');
  const target = await sendText({ contactId: ann.id }, '2 contact');
  await sendText({ anonymousVisitorId: VISITOR }, '3 visitor');
  await sendText({ contactId: ann.id }, '4 contact');
  await associate(VISITOR, ann.id);
  expect(await listTexts(target)).toEqual(['1 visitor', '2 contact', '3 visitor', '4 contact']);
  expect(await merges()).toEqual([
    { entityId: target, data: { oldConversationIds: [old], targetConversationId: target } },
  ]);
  expect((await open({ contactId: ann.id })).json).toMatchObject({
    newConversation: false,
    conversation: { id: target },
  });
});

it('returns 404 for the old id of a merged conversation', async () => {
  const { call, contact, sendText, associate, send, list } = await setup();
  const ann = await contact('ann@example.com');
  const old = await sendText({ anonymousVisitorId: VISITOR }, 'x');
  await associate(VISITOR, ann.id);
  const answers = [
    await call(APP, 'GET', `${CONVERSATIONS}/${old}`),
    await send(old, minimal('late')),
    await list(old),
  ];
  expect(answers.map(({ status, json }) => [status, errorCodeOf(json)])).toEqual(
    answers.map(() => [404, 'CONVERSATION_NOT_FOUND']),
  );
});

it('merges a visitor’s conversation into that of the member they are associated with', async () => {
  const { runAsWix, sendText, listTexts, associate, merges, conversationOf } = await setup();
  const mia = await runAsWix((context) => insertMember(context, { email: 'mia@example.com' }));
  const target = await sendText({ memberId: mia.id }, '1 member');
  await sendText({ anonymousVisitorId: VISITOR }, '2 visitor');
  await associate(VISITOR, mia.contactId);
  expect(await listTexts(target)).toEqual(['1 member', '2 visitor']);
  expect(await conversationOf({ contactId: mia.contactId })).toBe(target);
  expect(await merges()).toHaveLength(1);
});

it('merges the conversation of a contact who signs up into the member’s conversation', async () => {
  const { runAsWix, contact, sendText, listTexts, merges, conversationOf } = await setup();
  const ann = await contact('ann@example.com');
  const old = await sendText({ contactId: ann.id }, '1 contact');
  const member = await runAsWix((context) => insertMember(context, { email: 'ann@example.com' }));
  expect(member.contactId).toBe(ann.id);
  const target = await conversationOf({ memberId: member.id });
  expect(await listTexts(target)).toEqual(['1 contact']);
  expect(await merges()).toEqual([
    { entityId: target, data: { oldConversationIds: [old], targetConversationId: target } },
  ]);
});

it('merges the conversations of merged contacts with one event', async () => {
  const { runAsWix, contact, sendText, listTexts, merges } = await setup();
  const [ann, bob, cleo, dan] = [
    await contact('a@example.com'),
    await contact('b@example.com'),
    await contact('c@example.com'),
    await contact('d@example.com'),
  ];
  const old = [await sendText({ contactId: bob.id }, '1 b')];
  const target = await sendText({ contactId: ann.id }, '2 a');
  old.push(await sendText({ contactId: cleo.id }, '3 c'));
  // Dan has no conversation, so there is nothing to merge.
  await runAsWix((context) => mergeContacts(context, ann.id, [bob.id, cleo.id, dan.id]));
  expect(await listTexts(target)).toEqual(['1 b', '2 a', '3 c']);
  expect(await merges()).toEqual([
    { entityId: target, data: { oldConversationIds: old, targetConversationId: target } },
  ]);
});

it('merges conversations repeatedly, and raises no event without a conversation', async () => {
  const { runAsWix, contact, sendText, listTexts, associate, merges, conversationOf } =
    await setup();
  const ann = await contact('ann@example.com');
  const bob = await contact('bob@example.com');
  await associate(OTHER_VISITOR, ann.id);
  expect(await merges()).toEqual([]);
  await sendText({ anonymousVisitorId: VISITOR }, '1');
  await associate(VISITOR, ann.id);
  await runAsWix((context) => mergeContacts(context, bob.id, [ann.id]));
  const member = await runAsWix((context) => insertMember(context, { email: 'bob@example.com' }));
  const last = await conversationOf({ memberId: member.id });
  expect(await listTexts(last)).toEqual(['1']);
  expect(await conversationOf({ anonymousVisitorId: VISITOR })).toBe(last);
  expect(await conversationOf({ anonymousVisitorId: OTHER_VISITOR })).toBe(last);
  expect(await merges()).toHaveLength(3);
});

it('opens the merged conversation by the visitor’s id, with the assumption `merged`', async () => {
  const { contact, sendText, associate, conversationOf, open } = await setup({
    absorbedVisitor: 'merged',
  });
  const ann = await contact('ann@example.com');
  await sendText({ anonymousVisitorId: VISITOR }, '1');
  await associate(VISITOR, ann.id);
  const { json } = await open({ anonymousVisitorId: VISITOR });
  expect(json).toMatchObject({
    newConversation: false,
    conversation: {
      id: await conversationOf({ contactId: ann.id }),
      participant: { contactId: ann.id },
    },
  });
});

it('opens a new conversation by the visitor’s id, with the assumption `fresh`', async () => {
  const { contact, sendText, listTexts, associate, open } = await setup({
    absorbedVisitor: 'fresh',
  });
  const ann = await contact('ann@example.com');
  await sendText({ anonymousVisitorId: VISITOR }, '1');
  await associate(VISITOR, ann.id);
  const { json } = await open({ anonymousVisitorId: VISITOR });
  expect(json).toMatchObject({
    newConversation: true,
    conversation: { participant: { anonymousVisitorId: VISITOR } },
  });
  expect(await listTexts(json.conversation.id)).toEqual([]);
  expect((await open({ anonymousVisitorId: VISITOR })).json.newConversation).toBe(false);
});

it('merges the new conversation of an absorbed visitor when they log in', async () => {
  const { runAsWix, sendText, listTexts, associate, merges } = await setup({
    absorbedVisitor: 'fresh',
  });
  const mia = await runAsWix((context) => insertMember(context, { email: 'mia@example.com' }));
  const first = await sendText({ anonymousVisitorId: VISITOR }, '1 visitor');
  await associate(VISITOR, mia.contactId);
  const second = await sendText({ anonymousVisitorId: VISITOR }, '2 visitor again');
  const target = await sendText({ memberId: mia.id }, '3 member');
  await associate(VISITOR, mia.contactId);
  expect(await listTexts(target)).toEqual(['1 visitor', '2 visitor again', '3 member']);
  await associate(VISITOR, mia.contactId);
  expect(await merges()).toEqual(
    [first, second].map((old) => ({
      entityId: target,
      data: { oldConversationIds: [old], targetConversationId: target },
    })),
  );
});

it('returns 404 for the visitor’s id, with the assumption `not-found`', async () => {
  const { contact, sendText, associate, open } = await setup({ absorbedVisitor: 'not-found' });
  const ann = await contact('ann@example.com');
  await sendText({ anonymousVisitorId: VISITOR }, '1');
  expect((await open({ anonymousVisitorId: VISITOR })).status).toBe(200);
  await associate(VISITOR, ann.id);
  const { status, json } = await open({ anonymousVisitorId: VISITOR });
  expect([status, errorCodeOf(json)]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
  expect((await open({ contactId: ann.id })).status).toBe(200);
});
