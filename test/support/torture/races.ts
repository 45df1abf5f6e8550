// Scenarios in which random runs often reach one race. Every action remains possible, and the judge is the same.
import { scenario, type PageScript, type Scenario } from './scenario.ts';

const OFTEN = 100;
const SELDOM = 0.5;

/** A message is not sent, and two containers resolve its entry at the same time: for its own key, and for another. */
export function twoResolvers(): Scenario {
  return {
    ...scenario('XY', { faults: 1 }, { retriesAt: [40_000] }),
    pages: [page('X', 0, [0, 1]), page('Y', 40_000, [0])],
    faulty: ['sendMessage'],
    weights: [
      [/^A. sendMessage is not executed/, OFTEN],
      [/^B. listMessages/, SELDOM],
    ],
  };
}

/** Two identical messages are unresolved, one is sent and one is not, and both are looked for at the same time. */
export function twoUnresolved(): Scenario {
  return {
    ...scenario('XY', { faults: 2 }, { retriesAt: [8_000] }),
    pages: [page('X', 0, [0]), page('Y', 0, [1])],
    faulty: ['sendMessage'],
    weights: [
      [/^A. sendMessage is executed, /, OFTEN],
      [/^B. sendMessage is not executed/, OFTEN],
      [/ updateSendLog \d+ done/, SELDOM],
    ],
  };
}

/** Wix executes a send after its connection was lost. */
export function lateSend(): Scenario {
  return {
    ...scenario('X', { faults: 1 }, { retriesAt: [8_000, 40_000] }),
    pages: [page('X', 0, [0, 1])],
    faulty: ['sendMessage'],
    weights: [[/^A. sendMessage is on its way/, OFTEN]],
  };
}

/** A container stands still between its append and its send. */
export function frozenSend(): Scenario {
  return {
    ...scenario('X', { freezes: 1 }, { retriesAt: [20_000, 40_000] }),
    pages: [page('X', 0, [0, 1, 1])],
    weights: [
      [/^A. stands still/, 20],
      [/^A. appendToSendLog 1 is executed late/, OFTEN],
      [/^A. sendMessage/, SELDOM],
    ],
  };
}

/** A container stands still while it spends of the site's budgets, which includes the one of notifications. */
export function frozenLease(): Scenario {
  return {
    ...scenario('X', { freezes: 1 }, { retriesAt: [20_000, 40_000] }),
    pages: [page('X', 0, [0, 1, 1])],
    instant: ['tokenInfo', 'openConversation', 'storeSentTo', 'readSentTo'],
    weights: [
      [/^A. stands still/, 20],
      [/^A. takeLease is executed late/, OFTEN],
      [/^A. sendMessage/, SELDOM],
    ],
  };
}

/** A container stands still while it does not know whether its append was executed. */
export function frozenAppend(): Scenario {
  return {
    ...scenario('X', { faults: 1, freezes: 1 }, { retriesAt: [20_000, 40_000] }),
    pages: [page('X', 0, [0, 1, 1])],
    faulty: ['appendToSendLog'],
    weights: [
      [/^A. appendToSendLog 1 is on its way/, OFTEN],
      [/^A. stands still/, 20],
      [/^A. listSendLog is executed late/, OFTEN],
      [/^A. continues, time limits first/, SELDOM],
      [/^A. appendToSendLog 1 is executed late/, 10],
      [/^A. (appendToSendLog 1|listSendLog)$/, OFTEN],
      [/^A. sendMessage/, SELDOM],
      [/^time passes/, 0.1],
    ],
  };
}

/** The outcome of a first message cannot be stored. A second one is sent from the same container, then from another. */
export function staleCache(): Scenario {
  return {
    ...scenario('XY', { faults: 2 }, { retriesAt: [2_000, 8_000] }),
    pages: [page('X', 0, [0]), page('Y', 1_000, [0, 1])],
    faulty: ['sendMessage', 'updateSendLog'],
    weights: [
      [/^A. updateSendLog 1 done is not executed/, OFTEN],
      [/^A. sendMessage is not executed/, 10],
    ],
  };
}

/** Another container stores the outcome of a first message before an older write is executed. A second one follows. */
export function lateUpdate(): Scenario {
  return {
    ...scenario('XY', { faults: 3 }, { retriesAt: [4_000, 10_000] }),
    pages: [page('X', 0, [0, 1]), page('Y', 5_000, [2, 3])],
    skews: [0],
    instant: ['tokenInfo', 'openConversation', 'takeLease'],
    faulty: ['sendMessage', 'storeSentTo', 'updateSendLog'],
    weights: [
      [/^A. sendMessage is executed, /, OFTEN],
      [/^A. (storeSentTo 1|updateSendLog 1 open) is on its way/, OFTEN],
      [/^A. (storeSentTo 1|updateSendLog 1 open) is executed late/, SELDOM],
      [/^C. sendMessage is not executed/, OFTEN],
      [/^D. listMessages/, SELDOM],
      [/^time passes/, 10],
    ],
  };
}

/** Every race. */
export const RACES = [
  twoResolvers,
  twoUnresolved,
  lateSend,
  frozenSend,
  frozenLease,
  frozenAppend,
  staleCache,
  lateUpdate,
];

function page(letter: string, startsAt: number, containers: readonly number[]): PageScript {
  return { key: `${letter}-key`.padEnd(22, '-'), text: 'ok', startsAt, containers };
}
