// Defines switches for behaviour that Wix does not document and a site can observe.
import * as v from 'valibot';

/**
 * Allowed values of each assumption, the default first.
 *
 * - `absorbedVisitor`: what getOrCreateConversation({ anonymousVisitorId }) returns once that visitor's conversation was
 *   merged into a contact's or member's: the merged conversation, a new one, or 404 CONVERSATION_NOT_FOUND.
 * - `sendToMergedAway`: what sendMessage() does with the id of a conversation that was merged into another: 404
 *   CONVERSATION_NOT_FOUND, the message goes to the conversation that it was merged into, or it is accepted into the old
 *   conversation, which no request can read.
 * - `notAuthenticatedMember`: whether submitting a member's email address while logged out associates the visitor with
 *   the member's contact.
 * - `visitorAfterLogout`: whether a logout issues a new visitor id or restores the one from before the login.
 * - `tokenInfo`: whether auth.getTokenInfo() works in a site's backend (documented for web methods, unproven for Velo).
 * - `apiMessageComesBack`: whether a message that an app sends through the API raises Inbox's message events.
 * - `eventMetadata`: whether handlers in events.js receive metadata as Velo's pages show it (`id`, the time as text) or
 *   as the packages do (`_id`, the time as a Date).
 * - `startsWith`: whether `$startsWith` of Query Contacts and Query Members is case-sensitive. The packages' types say
 *   it is not; Velo's page of the contacts query builder says it is. Wix Data's never is (documented).
 * - `captchaToken`: whether the token of a solved CAPTCHA is accepted once, as Google documents for reCAPTCHA, or again
 *   until it expires.
 */
const ALLOWED = {
  absorbedVisitor: ['merged', 'fresh', 'not-found'],
  sendToMergedAway: ['not-found', 'redirect', 'accepted'],
  notAuthenticatedMember: ['not-associated', 'associated'],
  visitorAfterLogout: ['new', 'same'],
  tokenInfo: ['answers', 'fails'],
  apiMessageComesBack: ['yes', 'no'],
  eventMetadata: ['velo', 'sdk'],
  startsWith: ['any-case', 'exact-case'],
  captchaToken: ['once', 'repeatable'],
} as const;

/** Input of `PUT /_emulator/assumptions` and `createEmulator({ assumptions })`: the assumptions to change. */
export const AssumptionsInput = v.strictObject({
  absorbedVisitor: v.exactOptional(v.picklist(ALLOWED.absorbedVisitor)),
  sendToMergedAway: v.exactOptional(v.picklist(ALLOWED.sendToMergedAway)),
  notAuthenticatedMember: v.exactOptional(v.picklist(ALLOWED.notAuthenticatedMember)),
  visitorAfterLogout: v.exactOptional(v.picklist(ALLOWED.visitorAfterLogout)),
  tokenInfo: v.exactOptional(v.picklist(ALLOWED.tokenInfo)),
  apiMessageComesBack: v.exactOptional(v.picklist(ALLOWED.apiMessageComesBack)),
  eventMetadata: v.exactOptional(v.picklist(ALLOWED.eventMetadata)),
  startsWith: v.exactOptional(v.picklist(ALLOWED.startsWith)),
  captchaToken: v.exactOptional(v.picklist(ALLOWED.captchaToken)),
});
/** Type of {@link AssumptionsInput}. */
export type AssumptionsInput = v.InferOutput<typeof AssumptionsInput>;

/** The assumptions in effect: one value each. */
export interface Assumptions {
  absorbedVisitor: (typeof ALLOWED.absorbedVisitor)[number];
  sendToMergedAway: (typeof ALLOWED.sendToMergedAway)[number];
  notAuthenticatedMember: (typeof ALLOWED.notAuthenticatedMember)[number];
  visitorAfterLogout: (typeof ALLOWED.visitorAfterLogout)[number];
  tokenInfo: (typeof ALLOWED.tokenInfo)[number];
  apiMessageComesBack: (typeof ALLOWED.apiMessageComesBack)[number];
  eventMetadata: (typeof ALLOWED.eventMetadata)[number];
  startsWith: (typeof ALLOWED.startsWith)[number];
  captchaToken: (typeof ALLOWED.captchaToken)[number];
}

/** Returns the default of each assumption. */
export function defaultAssumptions(): Assumptions {
  return {
    absorbedVisitor: ALLOWED.absorbedVisitor[0],
    sendToMergedAway: ALLOWED.sendToMergedAway[0],
    notAuthenticatedMember: ALLOWED.notAuthenticatedMember[0],
    visitorAfterLogout: ALLOWED.visitorAfterLogout[0],
    tokenInfo: ALLOWED.tokenInfo[0],
    apiMessageComesBack: ALLOWED.apiMessageComesBack[0],
    eventMetadata: ALLOWED.eventMetadata[0],
    startsWith: ALLOWED.startsWith[0],
    captchaToken: ALLOWED.captchaToken[0],
  };
}
