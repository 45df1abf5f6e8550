// Serves the route to which a page in a browser reports its errors: finds their place in the source and prints them.
import { stripVTControlCharacters } from 'node:util';
import { Hono } from 'hono';
import * as v from 'valibot';
import { InputError } from '../http/input-error.ts';
import { parseJsonObject } from '../http/json-input.ts';

/** Options of {@link createPageErrorRoute}. */
export interface PageErrorOptions {
  /** Finds where the code of a page threw an error: `pages/contact.ts:12:5`. */
  locate(stack: string): string | undefined;
  /** Called with each error as one line, and the page. */
  onError(error: string, where: string): void;
}

const Text = v.string();
const PageError = v.strictObject({ page: Text, message: Text, stack: Text });

/** The longest text that is printed, in characters. */
const MAX_PRINTED_CHARS = 2000;

/** Creates the route `POST /page-errors`. The response has `place` if the error was thrown by the site's code. */
export function createPageErrorRoute({ locate, onError }: PageErrorOptions): Hono {
  return new Hono().post('/page-errors', async (c) => {
    const input = v.safeParse(PageError, parseJsonObject(await c.req.text()));
    if (!input.success) throw new InputError('Expected { page, message, stack }, all text.');
    const { page, message, stack } = input.output;
    const place = locate(stack);
    const line = place === undefined ? message : `${message} (${place})`;
    onError(toPrintable(line), `page ${toPrintable(page)}`);
    return c.json(place === undefined ? {} : { place });
  });
}

/** Removes what could change the terminal. */
function toPrintable(text: string): string {
  return stripVTControlCharacters(text).slice(0, MAX_PRINTED_CHARS);
}
