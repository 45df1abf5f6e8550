// Sends a form as a member in the way that Wix's documentation shows, without its mistakes. The benchmark compares the bundle with it.
import { auth } from '@wix/essentials';
import { conversations, messages } from '@wix/inbox';
import { members } from '@wix/members';
import { Permissions, webMethod } from '@wix/web-methods';

interface FormData {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly subscribeNewsletter: boolean;
}

/** Reads the member, gets or creates the conversation, and sends the message: three sequential calls to Wix. */
export const sendFormData = webMethod(Permissions.Anyone, async (form: FormData) => {
  const { member } = await members.getCurrentMember();
  const memberId = member?._id;
  if (!memberId) {
    return { ok: false };
  }
  const { conversation } = await auth.elevate(conversations.getOrCreateConversation)({ memberId });
  const conversationId = conversation?._id;
  if (!conversationId) {
    return { ok: false };
  }
  const { message } = await auth.elevate(messages.sendMessage)(conversationId, {
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility: 'BUSINESS',
    content: {
      previewText: 'Contact',
      form: {
        title: 'Contact',
        description: 'Contact form',
        fields: [
          { name: 'First name', value: form.firstName },
          { name: 'Last name', value: form.lastName },
          { name: 'E-mail', value: form.email },
          { name: 'Newsletter', value: String(form.subscribeNewsletter) },
        ],
      },
    },
  });
  return { ok: true, id: message?._id };
});
