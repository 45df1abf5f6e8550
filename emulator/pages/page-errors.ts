// Handles the errors that a page in a browser reports: finds their place in the source and prints them.
import { stripVTControlCharacters } from 'node:util';

/** Options of {@link createPageErrorReport}. */
export interface PageErrorOptions {
  /** Finds where the code of a page threw an error: `pages/contact.ts:12:5`. */
  locate(stack: string): string | undefined;
  /** Called with each error as one line, and the page. */
  onError(error: string, where: string): void;
}

/** The longest text that is printed, in characters. */
const MAX_PRINTED_CHARS = 2000;

/** Returns a function that prints an error of a page. It returns the error's place if the site's code threw it. */
export function createPageErrorReport({ locate, onError }: PageErrorOptions) {
  return ({
    page,
    message,
    stack,
  }: Readonly<Record<'page' | 'message' | 'stack', string>>): string | undefined => {
    const place = locate(stack);
    const line = place === undefined ? message : `${message} (${place})`;
    onError(toPrintable(line), `page ${toPrintable(page)}`);
    return place;
  };
}

/** Removes what could change the terminal. */
function toPrintable(text: string): string {
  return stripVTControlCharacters(text).slice(0, MAX_PRINTED_CHARS);
}
