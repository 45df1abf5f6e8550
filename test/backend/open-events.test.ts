import { expect, it } from 'vitest';
import { createOpenEvents } from 'backend/inbox/messaging/send-log/open-events';
import type { SendLogEntry } from 'backend/inbox/send-log-entry';

const ENTRY = {
  sender: 'event:a',
  index: 0,
  key: 'a',
  requested: 'b',
  event: '{}',
  attempt: 1,
  sent: 'd',
  nonce: 'e',
};

// An entry of a failed attempt stays after a later one, so that it must be written once more.
it.each<[state: SendLogEntry['state'], written: number]>([
  ['none', 1],
  ['open', 0],
  ['done', 0],
  ['unclear', 0],
])('finishing an entry in the state %j writes %i rows', async (state, written) => {
  const rows: SendLogEntry[] = [];
  const events = createOpenEvents(
    {
      listOpenEvents: async () => [],
      updateSendLog: async (row) => void rows.push(row),
    },
    () => 0,
  );
  const entry: SendLogEntry = { ...ENTRY, state, kind: 'event', notifies: false, createdAt: 0 };
  await events.finish(entry);
  const { event: _, ...withoutEvent } = entry;
  expect(rows).toEqual(written === 1 ? [withoutEvent] : []);
});
