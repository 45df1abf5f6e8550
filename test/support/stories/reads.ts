// Finds reads of Inbox, for tests in which the caller may not read anything.
import type { EventRecord } from '../../../emulator/wix/core/events.ts';
import type { RequestRecord } from '../../../emulator/wix/core/request-log.ts';
import { at } from './json.ts';
import type { Harness } from './harness.ts';

const READS = /\.(ListMessages|GetConversation|QueryContacts|GetContact)$/;
/** Events of Inbox whose handlers read the conversation once, to notify the page of its participant. */
const EVENTS_WITH_READ: readonly EventRecord['name'][] = [
  'message-sent-to-business',
  'message-sent-to-participant',
  'conversations-merged',
  'message-button-interacted',
];

/** Returns the reads of conversations and contacts, except one read of the conversation for each event of Inbox. */
export async function findUnexplainedReads({
  requests,
  events,
}: Harness): Promise<readonly RequestRecord[]> {
  const expectedReads = new Map<unknown, number>();
  for (const name of EVENTS_WITH_READ) {
    for (const { data } of await events(name)) {
      const id = at(data, 'conversationId') ?? at(data, 'targetConversationId');
      expectedReads.set(id, (expectedReads.get(id) ?? 0) + 1);
    }
  }
  return (await requests()).filter(({ operation, body }) => {
    // The send log looks for a message whose outcome is unknown, among all messages. It returns none of them.
    const isLook = operation.endsWith('.ListMessages') && at(body, 'visibility') === 'BUSINESS';
    if (!operation.endsWith('.GetConversation')) return READS.test(operation) && !isLook;
    const id = at(body, 'conversationId');
    const left = expectedReads.get(id) ?? 0;
    expectedReads.set(id, left - 1);
    return left <= 0;
  });
}
