// The part of the port in memory about the send log.
import type { SendLogRows } from 'backend/inbox/send-log-entry';
import type { Wix } from 'backend/inbox/wix/port';

/** Wraps a method of the port, see `createWixInMemory`. */
export type Port = <Arguments extends readonly unknown[], Result>(
  operation: keyof Wix,
  execute: (...args: Arguments) => Result | Promise<Result>,
) => (...args: Arguments) => Promise<Result>;

/** Returns the methods of the port that read and write the rows. `sendLog` throws on a site without the collection. */
export function sendLogPort(port: Port, sendLog: () => SendLogRows): SendLogRows {
  return {
    listSendLog: port('listSendLog', (...args) => sendLog().listSendLog(...args)),
    findInSendLog: port('findInSendLog', (...args) => sendLog().findInSendLog(...args)),
    storeSentTo: port('storeSentTo', (...args) => sendLog().storeSentTo(...args)),
    readSentTo: port('readSentTo', (...args) => sendLog().readSentTo(...args)),
    isInSendLog: port('isInSendLog', (...args) => sendLog().isInSendLog(...args)),
    appendToSendLog: port('appendToSendLog', (...args) => sendLog().appendToSendLog(...args)),
    updateSendLog: port('updateSendLog', (...args) => sendLog().updateSendLog(...args)),
    listOpenEvents: port('listOpenEvents', () => sendLog().listOpenEvents()),
    takeLease: port('takeLease', (...args) => sendLog().takeLease(...args)),
    listLeases: port('listLeases', (...args) => sendLog().listLeases(...args)),
    readWixTime: port('readWixTime', () => sendLog().readWixTime()),
    pruneSendLog: port('pruneSendLog', () => sendLog().pruneSendLog()),
  };
}
