// The part of the port suite about the rows of the send log.
import { expect, it, onTestFinished } from 'vitest';
import type { NewSendLogEntry } from 'backend/inbox/send-log-entry';
import { errorOf, type PortHarness } from './port-harness.ts';

const ENTRY: NewSendLogEntry = {
  sender: 'sender-1',
  index: 1,
  key: 'key-1',
  attempt: 1,
  kind: 'chat',
  requested: 'requested-1',
  sent: 'sent-1',
  nonce: 'nonce-1',
  notifies: true,
  state: 'open',
};

/** Runs the suite with a new harness for each test: the send log of several senders. */
export function testPortSendLog({ create }: { readonly create: () => Promise<PortHarness> }): void {
  async function setup() {
    const harness = await create();
    onTestFinished(() => harness.close());
    const visitorId = await harness.createVisitor();
    /** Runs as a visitor: the rows must be readable and writable for any caller. */
    const run = (work: () => Promise<void>) => harness.runAs({ visitorId }, work);
    return { harness, wix: harness.wix, run };
  }

  it('appendToSendLog stores an entry once per position, and returns when it was created', async () => {
    const { wix, run } = await setup();
    await run(async () => {
      const createdAt = await wix.appendToSendLog(ENTRY);
      expect(createdAt).toBeTypeOf('number');
      expect(await wix.appendToSendLog({ ...ENTRY, nonce: 'nonce-2' })).toBeUndefined();
      expect(await wix.listSendLog('sender-1', 10)).toEqual([{ ...ENTRY, createdAt }]);
      expect(await wix.listSendLog('sender-2', 10)).toEqual([]);
    });
  });

  it('lists the newest entries of a sender, and those of a key', async () => {
    const { wix, run } = await setup();
    await run(async () => {
      for (const index of [1, 2, 3]) {
        await wix.appendToSendLog({ ...ENTRY, index, key: `key-${String(index % 2)}` });
      }
      await wix.appendToSendLog({ ...ENTRY, sender: 'sender-2' });
      const indexes = (entries: readonly NewSendLogEntry[]) => entries.map(({ index }) => index);
      expect(indexes(await wix.listSendLog('sender-1', 2))).toEqual([3, 2]);
      expect(indexes(await wix.findInSendLog('sender-1', 'key-1'))).toEqual([3, 1]);
      expect(await wix.isInSendLog(['sender-3', 'sender-2'])).toBe(true);
      expect(await wix.isInSendLog(['sender-3', 'sender-4'])).toBe(false);
    });
  });

  it('updateSendLog replaces the state and the ids, and keeps the time', async () => {
    const { wix, run } = await setup();
    await run(async () => {
      const createdAt = (await wix.appendToSendLog(ENTRY)) ?? 0;
      const ids = { messageId: 'message-1', conversationId: 'conversation-1' };
      const done = { ...ENTRY, createdAt, state: 'done', ...ids } as const;
      await wix.updateSendLog(done);
      expect(await wix.listSendLog('sender-1', 10)).toEqual([done]);
      await wix.pruneSendLog();
      expect(await wix.listSendLog('sender-1', 10)).toEqual([done]);
    });
  });

  it('readWixTime returns the time of Wix', async () => {
    const { wix, run } = await setup();
    await run(async () => {
      const before = (await wix.appendToSendLog(ENTRY)) ?? Infinity;
      const time = await wix.readWixTime();
      expect(time).toBeGreaterThanOrEqual(before);
      expect(await wix.appendToSendLog({ ...ENTRY, index: 2 })).toBeGreaterThanOrEqual(time);
    });
  });

  it('fails with SEND_LOG_MISSING on a site without the collection', async () => {
    const { harness, wix } = await setup();
    await harness.withoutCollection(async () => {
      for (const call of [
        () => wix.listSendLog('sender-1', 1),
        () => wix.findInSendLog('sender-1', 'key-1'),
        () => wix.isInSendLog(['sender-1']),
        () => wix.appendToSendLog(ENTRY),
        () => wix.readWixTime(),
        () => wix.pruneSendLog(),
      ]) {
        const error = await errorOf(call());
        expect(error).toMatchObject({
          code: 'SEND_LOG_MISSING',
          wixFailure: { nothingDone: true },
        });
      }
    });
  });
}
