// The part of the port in memory about CAPTCHAs.
import type { Wix } from 'backend/inbox/wix/port';
import type { Port } from './send-log-port.ts';
import { wixFailure } from './wix-failures.ts';

/** How long a token is valid, in milliseconds. */
const TOKEN_MS = 120_000;

/** Creates the methods of the port and of its harness. A token is accepted once. */
export function createCaptchas(port: Port, now: () => number) {
  const solvedAt = new Map<string, number>();
  return {
    authorizeCaptcha: port('authorizeCaptcha', (token: string) => {
      const time = solvedAt.get(token);
      if (time === undefined || now() - time >= TOKEN_MS) throw wixFailure(400);
      solvedAt.delete(token);
    }) satisfies Wix['authorizeCaptcha'],
    async solveCaptcha(): Promise<string> {
      const token = `captcha-${String(Math.random())}`;
      solvedAt.set(token, now());
      return token;
    },
  };
}
