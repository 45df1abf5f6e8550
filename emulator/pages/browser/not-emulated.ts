// Defines the error for Wix APIs that the page runtime does not support.

/** Thrown for a Wix API that the emulator does not support. Its `name` is `NOT_EMULATED`. */
export class NotEmulatedError extends Error {
  override readonly name = 'NOT_EMULATED';
  readonly code = 'NOT_EMULATED';
}

type Listener = (problem: NotEmulatedError | string) => void;
const listeners = new Set<Listener>();

/** Calls the listener for every such error, including those that page code catches, and for what is missing. */
export function onNotEmulated(listener: Listener): void {
  listeners.add(listener);
}

/** Creates the error `<subject> is not emulated. <hint>`. `hint` is a sentence that says what to do. */
export function notEmulated(subject: string, hint: string): NotEmulatedError {
  return notEmulatedError(`${subject} is not emulated. ${hint}`);
}

/** Creates the error with a message of its own. */
export function notEmulatedError(message: string): NotEmulatedError {
  const error = new NotEmulatedError(message);
  for (const listener of listeners) listener(error);
  return error;
}

/** Reports something that the layout lacks and Wix's editor would have, without an error: on Wix there is none. */
export function reportMissing(message: string): void {
  for (const listener of listeners) listener(message);
}
