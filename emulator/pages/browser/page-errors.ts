// Shows page errors below the session bar, with their place in the source. On Wix they appear only in the browser's
// console.
import { onNotEmulated } from './not-emulated.ts';
import { onSdkMessage } from './sdk-messages.ts';
import { placeInBackend } from './web-method-response.ts';

/**
 * Adds every error of page code to a list, including `NOT_EMULATED` errors that page code catches, and what page
 * elements write to the console.
 */
export function showErrors(list: HTMLElement): void {
  let last: string | undefined;
  function show(reason: unknown): void {
    const text = toText(reason);
    if (last === text) return;
    last = text;
    const item = document.createElement('li');
    item.textContent = text;
    list.append(item);
    list.parentElement?.removeAttribute('hidden');
    void addPlace(item, reason, text);
  }

  onNotEmulated(show);
  onSdkMessage(show);
  window.addEventListener('error', (event) => {
    show(event.error ?? event.message);
  });
  window.addEventListener('unhandledrejection', (event) => {
    show(event.reason);
  });
}

function toText(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
}

async function addPlace(item: HTMLElement, reason: unknown, text: string): Promise<void> {
  const place = await findPlace(reason, text);
  if (place !== undefined) item.textContent = `${text} (${place})`;
}

/**
 * Returns where an error was thrown, in lines of the source: only the emulator knows them. It also prints the error in
 * its terminal.
 */
async function findPlace(reason: unknown, message: string): Promise<string | undefined> {
  const inBackend = placeInBackend(reason);
  // The emulator has printed the error of a web method already.
  if (inBackend !== undefined) return inBackend;
  const stack = reason instanceof Error ? (reason.stack ?? '') : '';
  try {
    const response = await fetch('/_emulator/page-errors', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ page: location.pathname, message, stack }),
    });
    const found: unknown = await response.json();
    return isPlace(found) ? found.place : undefined;
  } catch {
    return undefined;
  }
}

function isPlace(it: unknown): it is { readonly place: string } {
  return typeof it === 'object' && it !== null && 'place' in it && typeof it.place === 'string';
}
