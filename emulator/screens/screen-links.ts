// Renders the links between the screens.
import { html } from 'hono/html';
import type { Html } from './inbox/text.ts';

const SCREENS = {
  '/_emulator/inbox': 'Inbox',
  '/_emulator/data': 'Data',
  '/_emulator/inspector': 'Inspector',
  '/_emulator/': 'Control routes',
} as const;

/** Renders the links to the other screens and to the site. @param current the path of this screen */
export function renderScreenLinks(current: keyof typeof SCREENS): Html {
  return html`<nav class="screens" aria-label="Screens">
    ${Object.entries(SCREENS)
      .filter(([path]) => path !== current)
      .map(([path, name]) => html`<a class="top-link" href="${path}">${name}</a>`)}
    <a class="top-link" href="/" target="_blank" rel="noopener">Open site</a>
  </nav>`;
}
