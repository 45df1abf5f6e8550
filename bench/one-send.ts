// Measures one send through a site's web method: the number of sequential calls to Wix, and the time of the whole call.
import { createEmulator, type Emulator } from '../emulator/index.ts';

/** A site whose web method `sendFormData` is measured. */
export interface MeasuredSite {
  readonly name: string;
  readonly site: string;
  /** The caller. */
  readonly as: 'member' | 'visitor';
  /** Whether the form contains an e-mail address. */
  readonly withAddress: boolean;
}

/** The figures of one site. */
export interface OneSend {
  readonly name: string;
  /** The number of calls to Wix that wait for each other. */
  readonly inSequence: number;
  /** The median time of the web method in milliseconds, without a delay per Wix call. */
  readonly p50At0: number;
  /** The median time of the web method in milliseconds, with a delay of 50 ms per Wix call. */
  readonly p50At50: number;
}

const DISPATCHER =
  '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/inbox.web.js/sendFormData.ajax';
const DELAY_MS = 50;

/** Calls a route or a web method and returns its JSON. @throws Error on any status other than 200 */
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
    throw new Error(`${path} returned ${String(response.status)}: ${JSON.stringify(json)}`);
  }
  return json;
}

function getField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Returns the median. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/**
 * Measures the sites in this process. Each round sends once through each site, so that all run under the same
 * load.
 */
export async function measureOneSend(
  sites: readonly MeasuredSite[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<readonly OneSend[]> {
  const runs = await Promise.all(
    sites.map(async (measured) => {
      const emulator = await createEmulator({ site: measured.site });
      return { measured, emulator, timesAt0: createNumbers(), timesAt50: createNumbers() };
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
    const token = String(getField(session, 'token'));
    const startedAt = performance.now();
    const response = await post(run.emulator, DISPATCHER, [form], token);
    const duration = performance.now() - startedAt;
    if (getField(getField(response, 'result'), 'ok') !== true) {
      throw new Error(`${run.measured.name} did not send: ${JSON.stringify(response)}`);
    }
    await run.emulator.settled();
    return duration;
  }
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const run of runs) {
      const duration = await send(run);
      if (round >= 0) {
        run.timesAt0.push(duration);
      }
    }
  }
  for (const run of runs) {
    await post(run.emulator, '/_emulator/faults', {
      faults: [{ operation: '*', calls: 'every', kind: 'delay', delayMs: DELAY_MS }],
    });
    for (let round = 0; round < 10; round += 1) {
      run.timesAt50.push(await send(run));
    }
    await run.emulator.close();
  }
  return runs.map(({ measured, timesAt0, timesAt50 }) => ({
    name: measured.name,
    inSequence: Math.floor(median(timesAt50) / DELAY_MS),
    p50At0: median(timesAt0),
    p50At50: median(timesAt50),
  }));
}

function createNumbers(): number[] {
  return [];
}
