import { auth } from '@wix/essentials';
import { conversations, messages } from '@wix/inbox';

// A dashboard page that calls Inbox from page code, as the documentation's samples do. It works only for a Wix user.
$w.onReady(() => {
  $w('#send').onClick(async () => {
    try {
      const { conversation } = await conversations.getOrCreateConversation({
        memberId: $w('#member').value,
      });
      await messages.sendMessage(conversation?._id ?? '', {
        content: { basic: { items: [{ text: $w('#text').value }] }, previewText: 'A message' },
        direction: 'BUSINESS_TO_PARTICIPANT',
        visibility: 'BUSINESS_AND_PARTICIPANT',
      });
      const { messages: sent = [] } = await messages.listMessages(
        conversation?._id ?? '',
        'BUSINESS_AND_PARTICIPANT',
      );
      $w('#status').text = `sent, ${sent.length} in the conversation`;
    } catch (error) {
      $w('#status').text = String(error);
    }
  });
  $w('#elevate').onClick(async () => {
    try {
      await auth.elevate(conversations.getOrCreateConversation)({ memberId: $w('#member').value });
      $w('#status').text = 'elevated';
    } catch (error) {
      $w('#status').text = String(error);
    }
  });
});
