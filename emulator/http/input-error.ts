// Defines the error of an invalid request to the emulator's own routes. Requests to Wix's APIs get Wix's errors.

/** An invalid request. The message names the field, what was received and what is allowed; it becomes status 400. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}
