// The strip that shows a page's errors. On Wix they are in the browser's console only.
import { onRefusal } from './not-emulated.ts';

/** Shows what goes wrong in page code, also what it refused to emulate, in the list of the bar. */
export function showErrors(list: HTMLElement): void {
  function show(text: string): void {
    const last = list.lastElementChild;
    if (last?.textContent === text) return;
    const item = document.createElement('li');
    item.textContent = text;
    list.append(item);
    list.hidden = false;
  }

  onRefusal((error) => {
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
