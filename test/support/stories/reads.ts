// What was read of Inbox: for stories in which nobody may read anything.
import type { EventRecord } from '../../../emulator/wix/core/events.ts';
import type { RequestRecord } from '../../../emulator/wix/core/request-log.ts';
import { at } from './json.ts';
import type { Stage } from './harness.ts';

const READS = /\.(ListMessages|GetConversation|QueryContacts|GetContact)$/;
/** Inbox's events, whose handlers ask once each whose the conversation is, to tell the right page. */
const ASKED_ABOUT: readonly EventRecord['name'][] = [
  'message-sent-to-business',
  'message-sent-to-participant',
  'conversations-merged',
  'message-button-interacted',
];

/** The reads of conversations and contacts, without those that an event of Inbox accounts for. */
export async function readsUnasked({ requests, events }: Stage): Promise<readonly RequestRecord[]> {
  const accountedFor = new Map<unknown, number>();
  for (const name of ASKED_ABOUT) {
    for (const { data } of await events(name)) {
      const id = at(data, 'conversationId') ?? at(data, 'targetConversationId');
      accountedFor.set(id, (accountedFor.get(id) ?? 0) + 1);
    }
  }
  return (await requests()).filter(({ operation, body }) => {
    if (!operation.endsWith('.GetConversation')) return READS.test(operation);
    const id = at(body, 'conversationId');
    const left = accountedFor.get(id) ?? 0;
    accountedFor.set(id, left - 1);
    return left <= 0;
  });
}
