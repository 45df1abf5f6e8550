// Stands for nothing of Wix: how the page runtime refuses, by name, what it does not imitate.

/** An error for something that exists on Wix, or may exist, but not here. Its `name` is `NOT_EMULATED`. */
export class NotEmulatedError extends Error {
  override readonly name = 'NOT_EMULATED';
  readonly code = 'NOT_EMULATED';
}

type Listener = (error: NotEmulatedError) => void;
const listeners = new Set<Listener>();

/** Is told of every refusal, also of those that page code catches. */
export function onRefusal(listener: Listener): void {
  listeners.add(listener);
}

/** Makes a refusal to throw: what was asked for, and what there is instead. */
export function refusal(what: string, instead: string): NotEmulatedError {
  return refusalOf(`${what} is not emulated. ${instead}`);
}

/** Makes a refusal to throw, in its own words. */
export function refusalOf(sentence: string): NotEmulatedError {
  const error = new NotEmulatedError(sentence);
  for (const listener of listeners) listener(error);
  return error;
}
