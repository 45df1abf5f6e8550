import { auth } from '@wix/essentials';
import { conversations, messages } from '@wix/inbox';
import { Permissions, webMethod } from '@wix/web-methods';

/**
 * Tells the business about an order of the member or visitor who calls it.
 *
 * @param {string} order - the number of the order.
 */
export const reportOrder = webMethod(Permissions.Anyone, async (order) => {
  const { subjectType, subjectId } = await auth.getTokenInfo();
  const isMember = subjectType === 'MEMBER';
  const { conversation } = await auth.elevate(conversations.getOrCreateConversation)(
    isMember ? { memberId: subjectId } : { anonymousVisitorId: subjectId },
  );
  const text = `Ordered ${order}`;
  const content = { previewText: text, basic: { items: [{ text }] } };
  const sent = await auth.elevate(messages.sendMessage)(conversation?._id ?? '', {
    ...{ content, direction: 'PARTICIPANT_TO_BUSINESS', visibility: 'BUSINESS' },
  });
  return { messageId: sent.message?._id };
});
