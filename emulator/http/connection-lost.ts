// Defines the error of a connection that an injected fault lost.

/** A connection that an injected fault lost: the caller gets no response, as if Wix had reset it. */
export class ConnectionLostError extends Error {
  readonly code = 'ECONNRESET';
  readonly syscall = 'read';
  constructor() {
    super('read ECONNRESET');
    this.name = 'ConnectionLostError';
  }
}

/** Converts a lost connection to the error of `fetch`. Returns any other error as it is. */
export function toFetchError(error: unknown): unknown {
  return error instanceof ConnectionLostError
    ? new TypeError('fetch failed', { cause: error })
    : error;
}
