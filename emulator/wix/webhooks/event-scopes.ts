// Emulates the permission scopes of which an app needs one to receive an event. Not emulated: the site owner's consent.
import type { App } from '../apps/apps.ts';
import { EVENT_TYPES, type EventName } from '../core/event-types.ts';
import { loadRules, type RulesName } from '../rules/rules.ts';
import { toEventType } from './envelope.ts';

/** The rules files that have the events. */
const SOURCES: readonly RulesName[] = [
  'contacts',
  'members',
  'blog-posts',
  'inbox-conversations',
  'inbox-messages',
];

/**
 * Events that the packages do not export, and the event whose scopes they need.
 * @see https://dev.wix.com/api/rest/inbox/messages/message-sent-to-participant-webhook ("Read Inbox Messages", as for Message Sent To Business)
 */
const SAME_SCOPES_AS: Partial<Record<EventName, EventName>> = {
  'message-sent-to-participant': 'message-sent-to-business',
};

/**
 * Returns the scopes that an app lacks to receive an event: one of them is enough. Undefined if it has one.
 * @see https://dev.wix.com/docs/build-apps/develop-your-app/auth/permissions/about-permissions (to access data "through API calls or webhooks", an app needs the permissions in the webhook's reference)
 * @see `@permissionScopeId` of the events in the packages
 */
export function findLackingScopes({ scopes }: App, name: EventName): readonly string[] | undefined {
  const type = toEventType(EVENT_TYPES[SAME_SCOPES_AS[name] ?? name]);
  const needed = SOURCES.flatMap((source) => loadRules(source).events[type] ?? []);
  return needed.some((scope) => scopes.includes(scope)) ? undefined : needed;
}
