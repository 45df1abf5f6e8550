import { expect, it } from 'vitest';
import { associateVisitor, insertContact } from '../../../../emulator/wix/contacts/contacts.ts';
import { mergeContactsInto } from '../../../../emulator/wix/contacts/merge-contacts.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import type { AssumptionsInput } from '../../../../emulator/wix/core/assumptions.ts';
import { APP, codeOf } from '../open-wix.ts';
import { CONVERSATIONS, minimal, openInbox, textsOf } from './open-inbox.ts';

const VISITOR = '00000000-0000-4000-8000-000000000001';
const OTHER_VISITOR = '00000000-0000-4000-8000-000000000002';

async function setup(readings: AssumptionsInput = {}) {
  const inbox = await openInbox({ readings });
  const { act, conversationOf, send, list } = inbox;
  const contact = (email: string) =>
    act((call) => insertContact(call, { emails: { items: [{ email }] } }, { sourceType: 'ADMIN' }));
  return {
    ...inbox,
    contact,
    say: async (participantId: object, text: string): Promise<string> => {
      const id = await conversationOf(participantId);
      await send(id, minimal(text, { visibility: 'BUSINESS_AND_PARTICIPANT' }));
      return id;
    },
    heard: async (conversationId: string): Promise<readonly (string | undefined)[]> => {
      const sorting = { fieldName: 'sequence', order: 'ASC' };
      return textsOf((await list(conversationId, { sorting })).json);
    },
    become: (visitorId: string, contactId: string) =>
      act((call) => associateVisitor(call, visitorId, contactId)),
    merges: async () =>
      (await inbox.events())
        .filter(({ name }) => name === 'conversations-merged')
        .map(({ entityId, data }) => ({ entityId, data })),
  };
}

it('a visitor who becomes a contact brings his messages, in the order they were sent', async () => {
  const { contact, say, heard, become, merges, open } = await setup();
  const ann = await contact('ann@example.com');
  const old = await say({ anonymousVisitorId: VISITOR }, '1 visitor');
  const target = await say({ contactId: ann.id }, '2 contact');
  await say({ anonymousVisitorId: VISITOR }, '3 visitor');
  await say({ contactId: ann.id }, '4 contact');
  await become(VISITOR, ann.id);
  expect(await heard(target)).toEqual(['1 visitor', '2 contact', '3 visitor', '4 contact']);
  expect(await merges()).toEqual([
    { entityId: target, data: { oldConversationIds: [old], targetConversationId: target } },
  ]);
  expect((await open({ contactId: ann.id })).json).toMatchObject({
    newConversation: false,
    conversation: { id: target },
  });
});

it('a merged conversation is gone under its old id', async () => {
  const { call, contact, say, become, send, list } = await setup();
  const ann = await contact('ann@example.com');
  const old = await say({ anonymousVisitorId: VISITOR }, 'x');
  await become(VISITOR, ann.id);
  const answers = [
    await call(APP, 'GET', `${CONVERSATIONS}/${old}`),
    await send(old, minimal('late')),
    await list(old),
  ];
  expect(answers.map(({ status, json }) => [status, codeOf(json)])).toEqual(
    answers.map(() => [404, 'CONVERSATION_NOT_FOUND']),
  );
});

it('a visitor of a known member joins the member’s conversation', async () => {
  const { act, say, heard, become, merges, conversationOf } = await setup();
  const mia = await act((call) => insertMember(call, { email: 'mia@example.com' }));
  const target = await say({ memberId: mia.id }, '1 member');
  await say({ anonymousVisitorId: VISITOR }, '2 visitor');
  await become(VISITOR, mia.contactId);
  expect(await heard(target)).toEqual(['1 member', '2 visitor']);
  expect(await conversationOf({ contactId: mia.contactId })).toBe(target);
  expect(await merges()).toHaveLength(1);
});

it('a contact who signs up brings his messages into the member’s conversation', async () => {
  const { act, contact, say, heard, merges, conversationOf } = await setup();
  const ann = await contact('ann@example.com');
  const old = await say({ contactId: ann.id }, '1 contact');
  const member = await act((call) => insertMember(call, { email: 'ann@example.com' }));
  expect(member.contactId).toBe(ann.id);
  const target = await conversationOf({ memberId: member.id });
  expect(await heard(target)).toEqual(['1 contact']);
  expect(await merges()).toEqual([
    { entityId: target, data: { oldConversationIds: [old], targetConversationId: target } },
  ]);
});

it('contacts that are merged become one conversation and one event', async () => {
  const { act, contact, say, heard, merges } = await setup();
  const [ann, bob, cleo, dan] = [
    await contact('a@example.com'),
    await contact('b@example.com'),
    await contact('c@example.com'),
    await contact('d@example.com'),
  ];
  const old = [await say({ contactId: bob.id }, '1 b')];
  const target = await say({ contactId: ann.id }, '2 a');
  old.push(await say({ contactId: cleo.id }, '3 c'));
  // Dan has no conversation: there is nothing of his to merge.
  await act((call) => mergeContactsInto(call, ann.id, [bob.id, cleo.id, dan.id]));
  expect(await heard(target)).toEqual(['1 b', '2 a', '3 c']);
  expect(await merges()).toEqual([
    { entityId: target, data: { oldConversationIds: old, targetConversationId: target } },
  ]);
});

it('merges follow one another, and nothing is merged where nothing was said', async () => {
  const { act, contact, say, heard, become, merges, conversationOf } = await setup();
  const ann = await contact('ann@example.com');
  const bob = await contact('bob@example.com');
  await become(OTHER_VISITOR, ann.id);
  expect(await merges()).toEqual([]);
  await say({ anonymousVisitorId: VISITOR }, '1');
  await become(VISITOR, ann.id);
  await act((call) => mergeContactsInto(call, bob.id, [ann.id]));
  const member = await act((call) => insertMember(call, { email: 'bob@example.com' }));
  const last = await conversationOf({ memberId: member.id });
  expect(await heard(last)).toEqual(['1']);
  expect(await conversationOf({ anonymousVisitorId: VISITOR })).toBe(last);
  expect(await conversationOf({ anonymousVisitorId: OTHER_VISITOR })).toBe(last);
  expect(await merges()).toHaveLength(3);
});

it('an absorbed visitor’s id opens the merged conversation, under the reading `merged`', async () => {
  const { contact, say, become, conversationOf, open } = await setup({ absorbedVisitor: 'merged' });
  const ann = await contact('ann@example.com');
  await say({ anonymousVisitorId: VISITOR }, '1');
  await become(VISITOR, ann.id);
  const { json } = await open({ anonymousVisitorId: VISITOR });
  expect(json).toMatchObject({
    newConversation: false,
    conversation: {
      id: await conversationOf({ contactId: ann.id }),
      participant: { contactId: ann.id },
    },
  });
});

it('an absorbed visitor’s id opens a fresh conversation, under the reading `fresh`', async () => {
  const { contact, say, heard, become, open } = await setup({ absorbedVisitor: 'fresh' });
  const ann = await contact('ann@example.com');
  await say({ anonymousVisitorId: VISITOR }, '1');
  await become(VISITOR, ann.id);
  const { json } = await open({ anonymousVisitorId: VISITOR });
  expect(json).toMatchObject({
    newConversation: true,
    conversation: { participant: { anonymousVisitorId: VISITOR } },
  });
  expect(await heard(json.conversation.id)).toEqual([]);
  expect((await open({ anonymousVisitorId: VISITOR })).json.newConversation).toBe(false);
});

it('what an absorbed visitor began afresh joins the member’s conversation when he logs in', async () => {
  const { act, say, heard, become, merges } = await setup({ absorbedVisitor: 'fresh' });
  const mia = await act((call) => insertMember(call, { email: 'mia@example.com' }));
  const first = await say({ anonymousVisitorId: VISITOR }, '1 visitor');
  await become(VISITOR, mia.contactId);
  const second = await say({ anonymousVisitorId: VISITOR }, '2 visitor again');
  const target = await say({ memberId: mia.id }, '3 member');
  await become(VISITOR, mia.contactId);
  expect(await heard(target)).toEqual(['1 visitor', '2 visitor again', '3 member']);
  await become(VISITOR, mia.contactId);
  expect(await merges()).toEqual(
    [first, second].map((old) => ({
      entityId: target,
      data: { oldConversationIds: [old], targetConversationId: target },
    })),
  );
});

it('an absorbed visitor’s id opens nothing, under the reading `not-found`', async () => {
  const { contact, say, become, open } = await setup({ absorbedVisitor: 'not-found' });
  const ann = await contact('ann@example.com');
  await say({ anonymousVisitorId: VISITOR }, '1');
  expect((await open({ anonymousVisitorId: VISITOR })).status).toBe(200);
  await become(VISITOR, ann.id);
  const { status, json } = await open({ anonymousVisitorId: VISITOR });
  expect([status, codeOf(json)]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
  expect((await open({ contactId: ann.id })).status).toBe(200);
});
