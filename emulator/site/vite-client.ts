// Replaces Vite's browser client, which would open a WebSocket. The emulator reloads pages itself, without hot
// module replacement.
import type { Plugin } from 'vite';

/** The code of the replacement: it only adds the styles that modules import. `createHotContext()` returns undefined, so no module is replaced. */
const CLIENT_STUB = `
const styles = new Map();
export function updateStyle(id, content) {
  let style = styles.get(id);
  if (!style) {
    style = document.createElement('style');
    styles.set(id, style);
    document.head.append(style);
  }
  style.textContent = content;
}
export function removeStyle(id) {
  styles.get(id)?.remove();
  styles.delete(id);
}
export const createHotContext = () => undefined;
export const injectQuery = (url, query) => url + (url.includes('?') ? '&' : '?') + query;
`;

/** Creates the plugin that serves the replacement to modules and pages that import Vite's client. */
export function stubViteClient(): Plugin {
  return {
    name: 'velo:quiet-client',
    enforce: 'pre',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    load: (id) => (/\/vite\/dist\/client\/client\.mjs(?:\?|$)/.test(id) ? CLIENT_STUB : null),
  };
}
