// Reports what Wix's page elements write to the console when page code uses them wrongly: as on Wix, page code continues.

/** Reports errors and warnings of page elements. */
export interface SdkReport {
  error(message: string): void;
  warn(message: string): void;
}

type Listener = (message: string) => void;
const listeners = new Set<Listener>();

/** Calls the listener with each message, as it appears in the console. */
export function onSdkMessage(listener: Listener): void {
  listeners.add(listener);
}

/** Writes to the browser's console, with the words of Wix, and calls the listeners. */
export const consoleReport: SdkReport = {
  error(message) {
    const text = `Wix code SDK error: ${message}`;
    console.error(text);
    for (const listener of listeners) listener(text);
  },
  warn(message) {
    const text = `Wix code SDK warning: ${message}`;
    console.warn(text);
    for (const listener of listeners) listener(text);
  },
};

/** Describes a value of the wrong type, with the words of Wix. */
export function describeWrongType(
  parameter: string,
  method: string,
  value: unknown,
  expected: string,
): string {
  return `The ${parameter} parameter that is passed to the ${method} method cannot be set to the value ${toText(value)}. It must be of type ${expected}.`;
}

function toText(value: unknown): string {
  return typeof value === 'symbol' || (typeof value === 'object' && value !== null)
    ? Object.prototype.toString.call(value)
    : String(value);
}
