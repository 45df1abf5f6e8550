// The scripts of scripts.
import type { Containers, Result } from './containers.ts';

/** One attempt of a script. Returns the result of the web method; undefined for an event of Wix. */
export type Attempt = (index: number) => Promise<Result | undefined>;

/** How much of an attack runs. */
export interface Size {
  /** Attempts in a minute, of scripts that run for minutes. */
  readonly perMinute: number;
  /** Minutes that these scripts run. */
  readonly minutes: number;
  /** Simultaneous attempts of these scripts. */
  readonly group: number;
  /** Attempts of one visitor or of many at the same moment. */
  readonly atOnce: number;
  /** Visitors who only read, in all. */
  readonly readers: number;
  /** Keys of one visitor, in all. */
  readonly keys: number;
}

/** An attack by a script. */
export interface Attack {
  readonly name: string;
  /** Attempts in all. */
  readonly attempts: number;
  /** Time between two groups of simultaneous attempts, in ms. */
  readonly everyMs: number;
  /** Number of simultaneous attempts. */
  readonly group: number;
  /** Who sends: one visitor, whose own limits apply too, or a fresh visitor for each attempt. */
  readonly by: 'one visitor' | 'fresh visitors';
  /** The web method's kind of message; `none` if nothing may be sent. */
  readonly sends: 'form' | 'chat' | 'like' | 'none';
  /** Prepares the attack. */
  readonly start: (containers: Containers) => Promise<Attempt>;
}

/** `npm run abuse`. */
export const FULL: Size = {
  perMinute: 1000,
  group: 10,
  minutes: 12,
  atOnce: 300,
  readers: 3000,
  keys: 50_000,
};

const MINUTE_MS = 60_000;
const POST_ID = '7d0c9a52-4e1b-4f0e-9b64-3f6f2a8f1c01';

/** Creates the attacks of a size. */
export function createAttacks(size: Size): readonly Attack[] {
  const { perMinute, minutes, group, atOnce, readers, keys } = size;
  const steady = { attempts: perMinute * minutes, group, everyMs: (group * MINUTE_MS) / perMinute };
  const burst = { attempts: atOnce, group: atOnce, everyMs: MINUTE_MS };
  /** Lasts as long as the steady attacks, with another number of attempts. */
  const spread = (attempts: number) => ({
    attempts,
    group,
    everyMs: Math.max(1, Math.floor((minutes * MINUTE_MS * group) / attempts)),
  });
  return [
    {
      name: 'forms, each with another address',
      ...steady,
      by: 'fresh visitors',
      sends: 'form',
      start: async (containers) => (index) =>
        callAsVisitor(containers, 'sendFormData', [
          toForm(`s${String(index)}@example.net`),
          { form: 'contact', ...withKey() },
        ]),
    },
    {
      name: 'chat texts',
      ...steady,
      by: 'fresh visitors',
      sends: 'chat',
      start: async (containers) => (index) =>
        callAsVisitor(containers, 'sendBasicMessage', [`Text ${String(index)}`, withKey()]),
    },
    {
      name: 'the same key and text',
      ...steady,
      by: 'fresh visitors',
      sends: 'chat',
      async start(containers) {
        const options = withKey();
        return () => callAsVisitor(containers, 'sendBasicMessage', ['Same text', options]);
      },
    },
    {
      name: 'parallel texts of one visitor',
      ...burst,
      by: 'one visitor',
      sends: 'chat',
      async start(containers) {
        const { token } = await containers.openSession({ as: 'visitor' });
        return (index) => containers.call(token, 'sendBasicMessage', [`Text ${index}`, withKey()]);
      },
    },
    {
      name: 'parallel texts of fresh visitors',
      ...burst,
      by: 'fresh visitors',
      sends: 'chat',
      start: async (containers) => (index) =>
        callAsVisitor(containers, 'sendBasicMessage', [`Text ${String(index)}`, withKey()]),
    },
    {
      name: 'keys of one visitor',
      ...spread(keys),
      by: 'one visitor',
      sends: 'chat',
      async start(containers) {
        const { token } = await containers.openSession({ as: 'visitor' });
        return () => containers.call(token, 'sendBasicMessage', ['Same text', withKey()]);
      },
    },
    {
      name: 'visitors who only read',
      ...spread(readers),
      by: 'fresh visitors',
      sends: 'none',
      start: async (containers) => () => callAsVisitor(containers, 'listMessages', []),
    },
    {
      name: 'likes',
      ...steady,
      by: 'fresh visitors',
      sends: 'like',
      start: async (containers) => () => like(containers),
    },
  ];
}

function toForm(email: string): Readonly<Record<string, unknown>> {
  return { firstName: 'Script', email, message: 'Buy this.' };
}

function withKey(): { readonly idempotencyKey: string } {
  return { idempotencyKey: crypto.randomUUID() };
}

async function callAsVisitor(
  { openSession, call }: Containers,
  method: string,
  args: readonly unknown[],
): Promise<Result> {
  const { token } = await openSession({ as: 'visitor' });
  return call(token, method, args);
}

/** Raises Wix's event of a like by a fresh visitor. */
async function like({ wix }: Containers): Promise<undefined> {
  await wix.runAs(undefined, ({ emit, id }) =>
    emit({
      name: 'post-liked',
      entityId: POST_ID,
      body: { kind: 'action', data: { postId: POST_ID, anonymousVisitorId: id() } },
    }),
  );
}
