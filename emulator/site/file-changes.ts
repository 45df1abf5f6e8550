// Connects Vite's watcher and its messages about changed files to the site server.
import type { FSWatcher, HotChannel } from 'vite';

/** Resolves when the watcher is ready. It does not report changes before that. */
export function waitUntilWatching(watcher: FSWatcher): Promise<void> {
  return new Promise((resolve) => {
    watcher.once('ready', () => resolve());
    if (Reflect.get(watcher, '_readyEmitted') === true) {
      resolve();
    }
  });
}

/** Creates the channel for Vite's messages to browsers. Calls the listener for each message of this type. */
export function createHotChannel(type: string, listener: () => void): HotChannel {
  return {
    send(payload) {
      if (payload.type === type) {
        listener();
      }
    },
  };
}
