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
 * - `subscriberType`: the spelling of a Realtime subscriber's type: `Admin`, `Member`, `Visitor` (Velo's page); `ADMIN`,
 *   `MEMBER`, `VISITOR` (the service plugin); or `USER`, `MEMBER`, `VISITOR` (the package @wix/realtime-common).
 * - `visitorSubscriberId`: whether a Realtime subscriber that is a visitor has an id. The service plugin's type says that it
 *   may be empty.
 * - `permissionsFile`: whether a page can subscribe on a site without `realtime-permissions.js`: `optional` as in the Wix
 *   Editor, `required` as in Wix Studio (both documented).
 * - `webCrypto`: whether the backend has WebCrypto as a global, or only in Node's module `crypto`.
 * - `messageChannels`: whether Inbox accepts a message's channels by name and id, by id only, or not at all. Wix planned to
 *   remove the names on 2026-06-30.
 * - `mediaUrls`: whether the URL of a message's image or file stays valid, or 10 hours. Wix then renews the URLs of media
 *   with an id.
 * - `contactSource`: the source of a contact that the site's code creates: `WIX_APP` with the Velo app's id, `WIX_CODE`, or
 *   `OTHER`.
 * - `siteMembers`: whether `authentication` of @wix/site-members works, has no methods any more, or rejects. Wix deprecates
 *   it on 2026-09-30.
 * - `captchaToken`: whether the token of a solved CAPTCHA is accepted once, as Google documents for reCAPTCHA, or again
 *   until it expires.
 * - `protoJson`: whether Wix's REST APIs accept the spellings of Protocol Buffers in requests: field names in snake_case,
 *   numbers as text, enum values as numbers.
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
  subscriberType: ['Admin', 'ADMIN', 'USER'],
  visitorSubscriberId: ['present', 'empty'],
  permissionsFile: ['optional', 'required'],
  webCrypto: ['global', 'module'],
  messageChannels: ['names', 'ids', 'none'],
  mediaUrls: ['permanent', 'expire'],
  contactSource: ['velo-app', 'wix-code', 'other'],
  siteMembers: ['works', 'removed', 'rejects'],
  captchaToken: ['once', 'repeatable'],
  protoJson: ['accepted', 'refused'],
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
  subscriberType: v.exactOptional(v.picklist(ALLOWED.subscriberType)),
  visitorSubscriberId: v.exactOptional(v.picklist(ALLOWED.visitorSubscriberId)),
  permissionsFile: v.exactOptional(v.picklist(ALLOWED.permissionsFile)),
  webCrypto: v.exactOptional(v.picklist(ALLOWED.webCrypto)),
  messageChannels: v.exactOptional(v.picklist(ALLOWED.messageChannels)),
  mediaUrls: v.exactOptional(v.picklist(ALLOWED.mediaUrls)),
  contactSource: v.exactOptional(v.picklist(ALLOWED.contactSource)),
  siteMembers: v.exactOptional(v.picklist(ALLOWED.siteMembers)),
  captchaToken: v.exactOptional(v.picklist(ALLOWED.captchaToken)),
  protoJson: v.exactOptional(v.picklist(ALLOWED.protoJson)),
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
  subscriberType: (typeof ALLOWED.subscriberType)[number];
  visitorSubscriberId: (typeof ALLOWED.visitorSubscriberId)[number];
  permissionsFile: (typeof ALLOWED.permissionsFile)[number];
  webCrypto: (typeof ALLOWED.webCrypto)[number];
  messageChannels: (typeof ALLOWED.messageChannels)[number];
  mediaUrls: (typeof ALLOWED.mediaUrls)[number];
  contactSource: (typeof ALLOWED.contactSource)[number];
  siteMembers: (typeof ALLOWED.siteMembers)[number];
  captchaToken: (typeof ALLOWED.captchaToken)[number];
  protoJson: (typeof ALLOWED.protoJson)[number];
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
    subscriberType: ALLOWED.subscriberType[0],
    visitorSubscriberId: ALLOWED.visitorSubscriberId[0],
    permissionsFile: ALLOWED.permissionsFile[0],
    webCrypto: ALLOWED.webCrypto[0],
    messageChannels: ALLOWED.messageChannels[0],
    mediaUrls: ALLOWED.mediaUrls[0],
    contactSource: ALLOWED.contactSource[0],
    siteMembers: ALLOWED.siteMembers[0],
    captchaToken: ALLOWED.captchaToken[0],
    protoJson: ALLOWED.protoJson[0],
  };
}
