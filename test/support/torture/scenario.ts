// What a schedule runs: the pages, their keys and texts, and how much may go wrong.

/** A page that sends one message, and requests it again with the same key until it is acknowledged. */
export interface PageScript {
  readonly key: string;
  readonly text: string;
  /** When the page sends first, in ms of virtual time. */
  readonly startsAt: number;
  /** The containers that run its calls, in turn. */
  readonly containers: readonly number[];
}

/** How many faults of each kind one schedule may have. */
export interface Budgets {
  /** Calls to Wix that fail: executed or not, or executed late. */
  readonly faults: number;
  /** Containers that end: their calls never continue. */
  readonly crashes: number;
  /** Containers that stand still for 40 s. */
  readonly freezes: number;
  /** Times that a call to Wix is slower than the next event. */
  readonly delays: number;
}

/** A scenario. */
export interface Scenario {
  readonly name: string;
  readonly pages: readonly PageScript[];
  readonly budgets: Budgets;
  /** When a page requests again, in ms after its first call. */
  readonly retriesAt: readonly number[];
  /** The clock of each container minus Wix's, in ms. */
  readonly skews: readonly number[];
  /** Methods that take no time, to keep the number of schedules small. */
  readonly instant: readonly string[];
  /** The only methods whose calls can fail; all of them if absent. */
  readonly faulty?: readonly string[];
  /** How often random runs choose certain actions, by their label; the first match counts. A call to Wix has 10. */
  readonly weights: readonly (readonly [label: RegExp, weight: number])[];
  /** Wix executes a send within this time of its issue or never, in ms. */
  readonly executesWithinMs: number;
  /** Time after the start of a web method until which a message can be sent, in ms. */
  readonly sendWithinMs: number;
}

/** The time that a frozen container stands still, in ms. */
export const FREEZE_MS = 40_000;
/** When a page requests again: the schedule of the pages in `public/`. */
const PAGE_RETRIES: readonly number[] = [2_000, 8_000, 20_000, 40_000];

const NAMES = ['X', 'Y', 'Z'];

/**
 * Creates a scenario by a short name: one letter per page, equal letters share a key. All texts are equal, because
 * only then can one message be taken for another.
 */
export function scenario(
  name: string,
  budgets: Partial<Budgets> = {},
  changes: Partial<Omit<Scenario, 'name' | 'budgets'>> = {},
): Scenario {
  const letters = [...name];
  return {
    name,
    pages: letters.map((letter, index) => ({
      key: `${letter}-key`.padEnd(22, '-'),
      text: 'ok',
      startsAt: 0,
      containers: [index, (index + 1) % Math.max(2, letters.length)],
    })),
    budgets: { faults: 0, crashes: 0, freezes: 0, delays: 0, ...budgets },
    retriesAt: [2_000, 40_000],
    skews: [5_000, -5_000, 0],
    instant: ['tokenInfo', 'openConversation', 'takeLease', 'storeSentTo', 'readSentTo'],
    weights: [],
    executesWithinMs: 30_000,
    sendWithinMs: 6_000,
    ...changes,
  };
}

/** Gives each key a text of its own, and starts the pages one after the other. */
export function withOwnTexts(given: Scenario): Scenario {
  return {
    ...given,
    name: `${given.name} (own texts)`,
    pages: given.pages.map((page, index) => ({
      ...page,
      text: `text ${NAMES.indexOf(page.key.charAt(0))}`,
      startsAt: index * 1_000,
    })),
  };
}

/** Several failures of every kind, and pages that request again as the real ones do. Too large to explore completely. */
export function hostile(name: string): Scenario {
  return scenario(
    name,
    { faults: 3, crashes: 1, freezes: 1, delays: 4 },
    { instant: ['tokenInfo', 'takeLease'], retriesAt: PAGE_RETRIES },
  );
}

/** One failed call to Wix, after which everything works again. */
export function transient(name: string): Scenario {
  return scenario(
    name,
    { faults: 1 },
    { instant: ['tokenInfo', 'takeLease'], retriesAt: PAGE_RETRIES },
  );
}

/** Wix executes a send up to 90 s after its issue. The protocol assumes that it does not. */
export function executesLate(): Scenario {
  return scenario('X', { faults: 1 }, { executesWithinMs: 90_000 });
}
