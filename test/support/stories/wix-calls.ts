// The calls to Wix that stories expect, by name.
import type { WireCall, WireMessage } from './harness.ts';

/** `auth.getTokenInfo()`: whose token the call carries. */
export const TOKEN_INFO: WireCall = { call: 'OAuth2.TokenInfo', by: 'none' };
/** `getCurrentMember()`, never elevated. */
export const currentMember = (by: string): WireCall => ({ call: 'Members.GetMyMember', by });
/** `appendOrCreateContact()`, never elevated. */
export const submitContact = (by: string): WireCall => ({
  call: 'ContactSubmitServiceV4.SubmitContact',
  by,
});
/** `createContact()`, elevated. */
export const CREATE_CONTACT: WireCall = { call: 'ContactsServiceV4.CreateContact', by: 'app' };
/** `queryMembers()`, elevated: which member a contact is. */
const QUERY_MEMBERS: WireCall = { call: 'Members.QueryMembers', by: 'app' };

/** `getOrCreateConversation()`, elevated. */
export const openConversation = (participant: object): WireCall => ({
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

/** A form or activity of the participant: for the business alone. */
export const SEND_TO_BUSINESS: WireCall = { ...fromParticipant, visibility: 'BUSINESS' };
/** A chat text of the participant: for both. */
export const SEND_CHAT: WireCall = { ...fromParticipant, visibility: 'BUSINESS_AND_PARTICIPANT' };
/** A message of the business. */
export const SEND_AS_BUSINESS: WireCall = {
  call: 'MessagesService.SendMessage',
  by: 'app',
  sendAs: 'CALLER',
  direction: 'BUSINESS_TO_PARTICIPANT',
  visibility: 'BUSINESS_AND_PARTICIPANT',
};

/** The calls of the thank-you that a new contact gets. */
export const thanks = (contactId: unknown): readonly WireCall[] => [
  QUERY_MEMBERS,
  openConversation({ contactId }),
  SEND_AS_BUSINESS,
];

/** A message in a word: the chat's text, the activity's line, or the form's title. */
export function inAWord({ content: { basic, minimal, form, template } }: WireMessage): string {
  return (
    basic?.items[0]?.text ?? minimal?.text ?? form?.title ?? (template ? 'template' : 'nothing')
  );
}
