// The calls to Wix that stories expect, by name.
import type { WixCall, RestMessage } from './harness.ts';

/** `auth.getTokenInfo()`: returns the subject of the call's token. */
export const TOKEN_INFO: WixCall = { call: 'OAuth2.TokenInfo', by: 'none' };
/** `getCurrentMember()`, never elevated. */
export const currentMember = (by: string): WixCall => ({ call: 'Members.GetMyMember', by });
/** `appendOrCreateContact()`, never elevated. */
export const submitContact = (by: string): WixCall => ({
  call: 'ContactSubmitServiceV4.SubmitContact',
  by,
});
/** `createContact()`, elevated. */
export const CREATE_CONTACT: WixCall = { call: 'ContactsServiceV4.CreateContact', by: 'app' };
/** `queryMembers()`, elevated: finds the member of a contact. */
const QUERY_MEMBERS: WixCall = { call: 'Members.QueryMembers', by: 'app' };

/** `getOrCreateConversation()`, elevated. */
export const openConversation = (participant: object): WixCall => ({
  call: 'ConversationsService.GetOrCreateConversation',
  by: 'app',
  participant,
});

const fromParticipant = {
  call: 'MessagesService.SendMessage',
  by: 'app',
  sendAs: 'PARTICIPANT',
  direction: 'PARTICIPANT_TO_BUSINESS',
} as const;

/** Sends a form or activity of the participant, visible to the business only. */
export const SEND_TO_BUSINESS: WixCall = { ...fromParticipant, visibility: 'BUSINESS' };
/** Sends a chat text of the participant, visible to both sides. */
export const SEND_CHAT: WixCall = { ...fromParticipant, visibility: 'BUSINESS_AND_PARTICIPANT' };
/** Sends a message of the business. */
export const SEND_AS_BUSINESS: WixCall = {
  call: 'MessagesService.SendMessage',
  by: 'app',
  sendAs: 'CALLER',
  direction: 'BUSINESS_TO_PARTICIPANT',
  visibility: 'BUSINESS_AND_PARTICIPANT',
};

/** The calls that send the thank-you message to a new contact. */
export const thankYouCalls = (contactId: unknown): readonly WixCall[] => [
  QUERY_MEMBERS,
  openConversation({ contactId }),
  SEND_AS_BUSINESS,
];

/** Returns the text of a chat message, the line of an activity, or the title of a form. */
export function summarize({ content: { basic, minimal, form, template } }: RestMessage): string {
  return (
    basic?.items[0]?.text ?? minimal?.text ?? form?.title ?? (template ? 'template' : 'nothing')
  );
}
