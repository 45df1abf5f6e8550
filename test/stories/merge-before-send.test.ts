import { expect, it } from 'vitest';
import { shareEmulator } from '../support/stories/harness.ts';
import { SEND_CHAT, summarize } from '../support/stories/wix-calls.ts';

const setup = shareEmulator();
const MESSAGES = 10;

// What Wix does with a message to a conversation that was merged away is not documented, so each possibility is counted.
it.each([
  ['not-found', { confirmed: 10, lost: 0, twice: 0 }],
  ['redirect', { confirmed: 10, lost: 0, twice: 0 }],
  ['accepted', { confirmed: 10, lost: 10, twice: 0 }],
] as const)(
  'counts the messages that are lost if their conversation is merged just before each send (%s)',
  async (sendToMergedAway, expected) => {
    const harness = await setup();
    await harness.control('PUT', 'assumptions', { sendToMergedAway });
    const faults = [{ operation: SEND_CHAT.call, calls: 'first', kind: 'merge' }];
    let confirmed = 0;
    let lost = 0;
    let twice = 0;
    for (let sent = 0; sent < MESSAGES; sent += 1) {
      const ada = await harness.visitor();
      await ada.call('sendBasicMessage', 'Before');
      await harness.control('PUT', 'faults', { faults });
      const key = `key-of-22-characters-${String(sent)}`;
      const result = await ada.call('sendBasicMessage', 'During', { idempotencyKey: key });
      await harness.control('DELETE', 'faults');
      const { messages } = await harness.conversationOf({ anonymousVisitorId: ada.id });
      const found = messages
        .map(summarize)
        .filter((text) => JSON.stringify(text).includes('During'));
      confirmed += JSON.stringify(result) === '{"ok":true,"once":true}' ? 1 : 0;
      lost += found.length === 0 ? 1 : 0;
      twice += found.length > 1 ? 1 : 0;
    }
    expect({ confirmed, lost, twice }).toEqual(expected);
  },
);
