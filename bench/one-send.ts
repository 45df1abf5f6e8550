// One send through a site's web method: calls to Wix in sequence, and what the code takes beyond them.
import { createEmulator, type Emulator } from '../emulator/index.ts';

/** A site whose `sendFormData` is measured. */
export interface MeasuredSite {
  readonly name: string;
  readonly site: string;
  /** The caller: a member, a visitor without an address in the form, or with one. */
  readonly as: 'member' | 'visitor';
  readonly withAddress: boolean;
}

/** What was measured of one site. */
export interface OneSend {
  readonly name: string;
  /** Calls that wait for each other: how often a delay of 50 ms is paid. */
  readonly inSequence: number;
  /** Milliseconds of the whole web method, p50, at 0 ms a call. */
  readonly p50At0: number;
  /** The same at 50 ms a call. */
  readonly p50At50: number;
}

const DISPATCHER =
  '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/inbox.web.js/sendFormData.ajax';
const DELAY_MS = 50;

/** Calls a route or a web method; answers its JSON. @throws if it does not answer with 200. */
export async function post(
  emulator: Emulator,
  path: string,
  body: unknown,
  token?: string,
): Promise<unknown> {
  const response = await emulator.fetch(path, {
    method: path.endsWith('faults') ? 'PUT' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: token }),
    },
    body: JSON.stringify(body),
  });
  const json: unknown = await response.json();
  if (response.status !== 200) {
    throw new Error(`${path} answered ${String(response.status)}: ${JSON.stringify(json)}`);
  }
  return json;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Measures the sites side by side in this process: each round sends once through each. */
export async function measureOneSend(
  sites: readonly MeasuredSite[],
  rounds: number,
): Promise<readonly OneSend[]> {
  const runs = await Promise.all(
    sites.map(async (measured) => {
      const emulator = await createEmulator({ site: measured.site });
      return { measured, emulator, at0: numbers(), at50: numbers() };
    }),
  );
  let counter = 0;
  async function send(run: (typeof runs)[number]): Promise<number> {
    counter += 1;
    const email = `bench${String(counter)}@example.com`;
    const session = await post(
      run.emulator,
      '/_emulator/sessions',
      run.measured.as === 'member' ? { as: 'member', email } : { as: 'visitor' },
    );
    const form = {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: run.measured.withAddress ? email : '',
      subscribeNewsletter: false,
    };
    const token = String(field(session, 'token'));
    const began = performance.now();
    const answer = await post(run.emulator, DISPATCHER, [form], token);
    const took = performance.now() - began;
    if (field(field(answer, 'result'), 'ok') !== true) {
      throw new Error(`${run.measured.name} did not send: ${JSON.stringify(answer)}`);
    }
    await run.emulator.settled();
    return took;
  }
  const warmUp = 50;
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const run of runs) {
      const took = await send(run);
      if (round >= 0) {
        run.at0.push(took);
      }
    }
  }
  for (const run of runs) {
    await post(run.emulator, '/_emulator/faults', {
      faults: [{ operation: '*', calls: 'every', kind: 'delay', delayMs: DELAY_MS }],
    });
    for (let round = 0; round < 10; round += 1) {
      run.at50.push(await send(run));
    }
    await run.emulator.close();
  }
  return runs.map(({ measured, at0, at50 }) => ({
    name: measured.name,
    inSequence: Math.floor(median(at50) / DELAY_MS),
    p50At0: median(at0),
    p50At50: median(at50),
  }));
}

function numbers(): number[] {
  return [];
}
