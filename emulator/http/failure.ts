// Handles errors of any route: invalid input is 400, everything else is 500. Neither shows SQL text, a stack or the
// message of an unexpected error. Wix's API servers report the same failures in Wix's format (wix/core/http.ts).
import { randomUUID } from 'node:crypto';
import { UnstorableValueError } from '../database/bound-values.ts';
import { DatabaseError } from '../database/database-error.ts';
import { InputError } from './input-error.ts';

/** What a response says about an error. */
export interface Failure {
  readonly status: 400 | 500;
  /** `BAD_REQUEST`, `DATABASE_FAILED` or `EMULATOR_DEFECT`. */
  readonly code: 'BAD_REQUEST' | 'DATABASE_FAILED' | 'EMULATOR_DEFECT';
  readonly message: string;
}

/**
 * Describes an error for a response. Prints failures of the database as one line, and unexpected errors in full
 * together with the request ID that the message names.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof InputError) {
    return { status: 400, code: 'BAD_REQUEST', message: error.message };
  }
  if (error instanceof UnstorableValueError) {
    return {
      status: 400,
      code: 'BAD_REQUEST',
      message: `The request contains ${error.reason}, which cannot be stored.`,
    };
  }
  if (error instanceof DatabaseError) {
    console.error(error.message);
    return {
      status: 500,
      code: 'DATABASE_FAILED',
      message: `Nothing was changed. ${error.message}`,
    };
  }
  const requestId = randomUUID();
  console.error(`Request ${requestId} failed:`, error);
  return {
    status: 500,
    code: 'EMULATOR_DEFECT',
    message: `The emulator failed to handle the request. Its terminal shows the error of request ${requestId}.`,
  };
}
