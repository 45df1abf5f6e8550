// Shows page errors below the session bar. On Wix they appear only in the browser's console.
import { onNotEmulated } from './not-emulated.ts';

/** Adds every error of page code to a list, including `NOT_EMULATED` errors that page code catches. */
export function showErrors(list: HTMLElement): void {
  function show(text: string): void {
    const last = list.lastElementChild;
    if (last?.textContent === text) return;
    const item = document.createElement('li');
    item.textContent = text;
    list.append(item);
    list.parentElement?.removeAttribute('hidden');
  }

  onNotEmulated((error) => {
    show(`${error.name}: ${error.message}`);
  });
  window.addEventListener('error', (event) => {
    show(toText(event.error ?? event.message));
  });
  window.addEventListener('unhandledrejection', (event) => {
    show(toText(event.reason));
  });
}

function toText(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
}
