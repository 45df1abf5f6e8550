// An emulated Wix with a conversation, in which a test injects faults and calls Wix's packages.
import { auth } from '@wix/essentials';
import { conversations, messages } from '@wix/inbox';
import { insertContact } from '../../../../emulator/wix/contacts/contacts.ts';
import type { Fault } from '../../../../emulator/wix/core/faults.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { openForPackages } from './open-for-packages.ts';
import { visitor } from './open-wix.ts';

const ADMIN = { sourceType: 'ADMIN' } as const;
const SEND = 'MessagesService.SendMessage';
const getOrCreate = auth.elevate(conversations.getOrCreateConversation);
const sendMessage = auth.elevate(messages.sendMessage);
const listMessages = auth.elevate(messages.listMessages);

/** Opens a Wix with a conversation, by default a visitor's. `as` runs code as the visitor. */
export async function openForFaults(kind: 'visitor' | 'contact' | 'member' = 'visitor') {
  const { wix, as, runAsWix, events } = await openForPackages({ collections: ['Log'] });
  const participant = await runAsWix((context) => {
    switch (kind) {
      case 'visitor':
        return { anonymousVisitorId: visitor(1).id };
      case 'contact':
        return { contactId: insertContact(context, { name: { first: 'Ada' } }, ADMIN).id };
      case 'member':
        return { memberId: insertMember(context, { email: 'ada@example.com' }).id };
    }
  });
  const asVisitor = <T>(work: () => Promise<T>) => as(visitor(1), work);
  const open = () => asVisitor(() => getOrCreate(participant));
  const id = (await open()).conversation?._id ?? '';
  return {
    wix,
    runAsWix,
    events,
    as: asVisitor,
    id,
    setFaults: (...faults: readonly Partial<Fault>[]) =>
      wix.faults.set(
        faults.map((fault) => ({ operation: SEND, calls: 'first', kind: 'delay', ...fault })),
      ),
    open,
    send: (text: string, conversationId = id) =>
      asVisitor(() =>
        sendMessage(conversationId, {
          content: { minimal: { text } },
          direction: 'PARTICIPANT_TO_BUSINESS',
          visibility: 'BUSINESS_AND_PARTICIPANT',
        }),
      ),
    texts: async (conversationId = id) => {
      const page = await asVisitor(() => listMessages(conversationId, 'BUSINESS'));
      return (page.messages ?? []).map(({ content }) => content?.minimal?.text);
    },
  };
}

/** Returns the error that work throws, or `undefined`. */
export async function errorOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return undefined;
}
