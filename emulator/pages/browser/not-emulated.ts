// Defines the error for Wix APIs that the page runtime does not support.

/** Thrown for an API that exists or may exist on Wix and that the emulator does not have. Its `name` is `NOT_EMULATED`. */
export class NotEmulatedError extends Error {
  override readonly name = 'NOT_EMULATED';
  readonly code = 'NOT_EMULATED';
}

type Listener = (error: NotEmulatedError) => void;
const listeners = new Set<Listener>();

/** Calls the listener for every such error, including those that page code catches. */
export function onNotEmulated(listener: Listener): void {
  listeners.add(listener);
}

/** Creates the error `<what> is not emulated. <instead>`. `instead` is a sentence that says what to do. */
export function notEmulated(what: string, instead: string): NotEmulatedError {
  return notEmulatedError(`${what} is not emulated. ${instead}`);
}

/** Creates the error with another message. */
export function notEmulatedError(message: string): NotEmulatedError {
  const error = new NotEmulatedError(message);
  for (const listener of listeners) listener(error);
  return error;
}
