// Keeps the inspector current: follows `/_emulator/live` and changes only the elements that differ.
import { startActions } from './inspector-actions.browser.ts';
import { reconcile, remember } from './reconcile.browser.ts';

/** The lists that are updated item by item, so that an open item stays open. */
const LISTS = ['requests', 'events', 'webhooks', 'outbox', 'assumptions'];
/** The elements that are replaced as a whole. They have nothing to operate. */
const TEXTS = [
  'requests-note',
  'events-note',
  'webhooks-note',
  'outbox-note',
  'clock-now',
  'faults-now',
];

const liveEvents = new EventSource('/_emulator/live');
let refreshing: Promise<void> | undefined;
let isStale = false;

async function refresh(): Promise<void> {
  const response = await fetch('/_emulator/inspector/fragment');
  if (!response.ok) throw new Error(`Failed to read the inspector: status ${response.status}`);
  const wanted = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of LISTS) {
    const [list, wantedList] = [document.getElementById(id), wanted.getElementById(id)];
    if (list && wantedList) reconcile(list, wantedList);
  }
  for (const id of TEXTS) {
    const [text, wantedText] = [document.getElementById(id), wanted.getElementById(id)];
    if (text && wantedText && text.outerHTML !== wantedText.outerHTML) text.replaceWith(wantedText);
  }
}

/** Refreshes the page, one request at a time. Changes during a request cause one more request. */
function update(): void {
  isStale = true;
  refreshing ??= (async () => {
    while (isStale) {
      isStale = false;
      try {
        await refresh();
        if (liveEvents.readyState === EventSource.OPEN) showLiveStatus('Live');
      } catch {
        showLiveStatus('Update failed');
      }
    }
    refreshing = undefined;
  })();
}

function showLiveStatus(text: string): void {
  const status = document.getElementById('live');
  if (!status || status.textContent === text) return;
  status.textContent = text;
  status.dataset['live'] = text === 'Live' ? 'yes' : 'no';
}

for (const id of LISTS) {
  const list = document.getElementById(id);
  if (list) remember(list);
}
startActions(update);
liveEvents.addEventListener('open', () => {
  showLiveStatus('Live');
  // Shows browser tests that the page receives changes.
  document.documentElement.dataset['veloReady'] = 'yes';
  update();
});
liveEvents.addEventListener('error', () => showLiveStatus('Reconnecting…'));
liveEvents.addEventListener('change', update);
liveEvents.addEventListener('reload', update);
// Otherwise the browser reports a lost connection when the page is left.
window.addEventListener('pagehide', () => liveEvents.close());
