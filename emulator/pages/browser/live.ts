// The page's end of the emulator's one live transport. Stands for nothing of Wix's: there, one publishes and reloads.

/**
 * Loads the page again on `reload`, and tells the bar of every `change`.
 * One connection a page: a browser allows six to a host, over all of its tabs.
 */
export function listenLive(onChange: () => void): void {
  const live = new EventSource('/_emulator/live');
  live.addEventListener('reload', () => {
    location.reload();
  });
  live.addEventListener('change', onChange);
  // Otherwise leaving the page is reported as a lost connection.
  window.addEventListener('pagehide', () => {
    live.close();
  });
}
