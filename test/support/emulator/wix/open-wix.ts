// An emulated Wix without a site, a port or control routes, for the tests of operations.
import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import {
  VELO_APP_ID,
  type OperationContext,
  type Identity,
} from '../../../../emulator/wix/core/context.ts';
import { issueToken } from '../../../../emulator/wix/oauth/tokens.ts';
import type { AssumptionsInput } from '../../../../emulator/wix/core/assumptions.ts';
import { createWix } from '../../../../emulator/wix/server.ts';

/** The app under which a Velo site's backend runs. */
export const APP: Identity = { kind: 'app', id: VELO_APP_ID };
/** The site owner. */
export const OWNER: Identity = { kind: 'user', id: '00000000-0000-4000-8000-00000000aaaa' };
/** A GUID that no record has. */
export const UNKNOWN_ID = '00000000-0000-4000-8000-00000000ffff';

/** Returns the visitor with a number. */
export function visitor(number: number): Identity {
  return {
    kind: 'visitor',
    id: `00000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`,
  };
}

/** Creates a Wix for the running test. */
export function openWix(assumptions: AssumptionsInput = {}) {
  const wix = createWix({ data: ':memory:', assumptions });
  onTestFinished(() => wix.close());

  async function call<T>(
    identity: Identity | undefined,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly json: T }>;
  async function call(
    identity: Identity | undefined,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const token =
      identity && (await wix.runAs(undefined, (context) => issueToken(context, identity))).token;
    const response = await wix.handleRequest({
      method,
      host: 'www.wixapis.com',
      path,
      headers: { authorization: token },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    const json: unknown = JSON.parse(response.body);
    return { status: response.status, json };
  }

  return {
    wix,
    call,
    /** Runs work in a transaction, as Wix itself. */
    runAsWix: <T>(work: (context: OperationContext) => T) => wix.runAs(undefined, work),
    /** Waits for delivery and returns the events so far, oldest first. */
    async events() {
      await wix.events.settled();
      return wix.events.list(100).toReversed();
    },
  };
}

const Refused = v.object({
  details: v.object({ applicationError: v.object({ code: v.string() }) }),
});

/** Returns the error code of a rejected request. */
export function errorCodeOf(json: unknown): unknown {
  return v.is(Refused, json) ? json.details.applicationError.code : undefined;
}
