// Switches where Wix's documents leave a behaviour open and a site can tell the difference. Leaves out what no site sees.
import * as v from 'valibot';

/**
 * Each reading with its allowed values, the default first.
 *
 * - `absorbedVisitor`: what getOrCreateConversation({ anonymousVisitorId }) opens once that visitor's conversation was
 *   merged into a contact's or member's: the merged one, a fresh one, or 404 CONVERSATION_NOT_FOUND.
 * - `notAuthenticatedMember`: whether submitting a member's address while logged out ties the visitor to that contact.
 * - `visitorAfterLogout`: whether a log-out hands out a new visitor id or the one from before the log-in.
 * - `tokenInfo`: whether auth.getTokenInfo() works in a site's backend (documented for web methods, unproven for Velo).
 * - `apiMessageComesBack`: whether a message that an app sends by the API raises Inbox's events of messages.
 * - `eventMetadata`: whether events.js gets metadata as Velo's pages show it (`id`, the time as text) or as the packages
 *   do (`_id`, the time as a Date).
 * - `startsWith`: whether `$startsWith` of Query Contacts and Query Members regards case. The packages' types say that it
 *   does not, Velo's page of the contacts' query builder that it does. Wix Data's never does (documented).
 */
const READINGS = {
  absorbedVisitor: ['merged', 'fresh', 'not-found'],
  notAuthenticatedMember: ['not-associated', 'associated'],
  visitorAfterLogout: ['new', 'same'],
  tokenInfo: ['answers', 'fails'],
  apiMessageComesBack: ['yes', 'no'],
  eventMetadata: ['velo', 'sdk'],
  startsWith: ['any-case', 'exact-case'],
} as const;

/** Input of `PUT /_emulator/readings` and `createEmulator({ readings })`: any of the readings. */
export const AssumptionsInput = v.strictObject({
  absorbedVisitor: v.exactOptional(v.picklist(READINGS.absorbedVisitor)),
  notAuthenticatedMember: v.exactOptional(v.picklist(READINGS.notAuthenticatedMember)),
  visitorAfterLogout: v.exactOptional(v.picklist(READINGS.visitorAfterLogout)),
  tokenInfo: v.exactOptional(v.picklist(READINGS.tokenInfo)),
  apiMessageComesBack: v.exactOptional(v.picklist(READINGS.apiMessageComesBack)),
  eventMetadata: v.exactOptional(v.picklist(READINGS.eventMetadata)),
  startsWith: v.exactOptional(v.picklist(READINGS.startsWith)),
});
/** Input of `PUT /_emulator/readings`. */
export type AssumptionsInput = v.InferOutput<typeof AssumptionsInput>;

/** The readings in force. */
export interface Assumptions {
  absorbedVisitor: (typeof READINGS.absorbedVisitor)[number];
  notAuthenticatedMember: (typeof READINGS.notAuthenticatedMember)[number];
  visitorAfterLogout: (typeof READINGS.visitorAfterLogout)[number];
  tokenInfo: (typeof READINGS.tokenInfo)[number];
  apiMessageComesBack: (typeof READINGS.apiMessageComesBack)[number];
  eventMetadata: (typeof READINGS.eventMetadata)[number];
  startsWith: (typeof READINGS.startsWith)[number];
}

/** The default reading of each question. */
export function defaultAssumptions(): Assumptions {
  return {
    absorbedVisitor: READINGS.absorbedVisitor[0],
    notAuthenticatedMember: READINGS.notAuthenticatedMember[0],
    visitorAfterLogout: READINGS.visitorAfterLogout[0],
    tokenInfo: READINGS.tokenInfo[0],
    apiMessageComesBack: READINGS.apiMessageComesBack[0],
    eventMetadata: READINGS.eventMetadata[0],
    startsWith: READINGS.startsWith[0],
  };
}
