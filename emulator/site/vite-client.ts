// Stands for Vite's own browser client, which opens a WebSocket of its own. Leaves out hot replacement: pages are told to reload by the emulator.
import type { Plugin } from 'vite';

/** Styles that modules import, and no more; `createHotContext` answers that nothing is replaced while the page runs. */
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

/** Serves the stand-in wherever a module or a page asks for Vite's client. */
export function stubViteClient(): Plugin {
  return {
    name: 'velo:quiet-client',
    enforce: 'pre',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    load: (id) => (/\/vite\/dist\/client\/client\.mjs(?:\?|$)/.test(id) ? CLIENT_STUB : null),
  };
}
