// Emulates Wix's CAPTCHA API: tokens of solved challenges, and Authorize. Not emulated: the challenge itself (a check
// box stands for it), scores.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import type { Operation } from '../core/operation.ts';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import { WixApiError } from '../core/wix-error.ts';

/**
 * How long a token is valid, in milliseconds.
 * @see https://dev.wix.com/docs/velo/api-reference/$w/captcha/on-timeout
 */
const TOKEN_MS = 120_000;

const AuthorizeInput = v.object({ token: v.exactOptional(v.pipe(v.string(), v.maxLength(8192))) });

/** Returns the token of a CAPTCHA that a visitor has just solved; call it inside a transaction. */
export function solveCaptcha({ database, now, id }: OperationContext): string {
  const token = `emulated-captcha.${id()}`;
  const time = now().getTime();
  database.run('delete from captchas where expires_at <= ?', time);
  database.run('insert into captchas (token, expires_at) values (?, ?)', token, time + TOKEN_MS);
  return token;
}

/** @throws {WixApiError} 400 for a token that is missing, unknown, expired or used */
function authorize({ database, now, assumptions }: OperationContext, token: string): void {
  const found = database.get<{ readonly expires_at: number; readonly is_used: number }>(
    'select expires_at, is_used from captchas where token = ?',
    token,
  );
  const isUsed = found?.is_used === 1 && assumptions.captchaToken === 'once';
  if (!found || found.expires_at <= now().getTime() || isUsed) {
    throw new WixApiError(
      400,
      'INVALID_ARGUMENT',
      'The token is missing, invalid or has timed out',
    );
  }
  database.run('update captchas set is_used = 1 where token = ?', token);
}

/** The emulated operations of the CAPTCHA API. */
export const CAPTCHA_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    api: 'captcha',
    name: 'CaptchaService.Authorize',
    httpMethod: 'POST',
    paths: ['/captcharator/api/v1/authorize'],
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/api-reference/business-management/captcha/authorize',
    notes:
      'Used by `wix-captcha-backend` (assumed). A token is valid for 120 s. Assumed: which callers are allowed, the code INVALID_ARGUMENT, and that a token is accepted once (assumption `captchaToken`).',
    schema: AuthorizeInput,
    run(context, { token = '' }) {
      authorize(context, token);
      return { success: true };
    },
  }),
];
