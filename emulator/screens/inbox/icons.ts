// Defines the icons of the screen, inlined so that nothing is loaded from other servers. They are not Wix's icons.
import { html, raw } from 'hono/html';
import type { Html } from './text.ts';

/** SVG paths on a 20 by 20 grid, drawn as outlines. */
const PATHS = {
  hidden:
    'M3 3l14 14M8.2 8.3a2.5 2.5 0 003.5 3.5M6 6C4.3 7.1 3 8.6 2.2 10c1.6 2.8 4.6 5 7.8 5 1.4 0 2.7-.4 3.9-1M9 5.1c.3 0 .7-.1 1-.1 3.2 0 6.2 2.2 7.8 5-.5.9-1.1 1.7-1.9 2.4',
  form: 'M5 2.5h10v15H5zM7.5 6.5h5M7.5 10h5M7.5 13.5h3',
  image: 'M2.5 4h15v12h-15zM2.5 13l4-4 4 4 2.5-2.5 4.5 4.5M13 7.5h.01',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4',
  activity:
    'M10 2.5v3M10 14.5v3M2.5 10h3M14.5 10h3M5 5l1.8 1.8M13.2 13.2L15 15M5 15l1.8-1.8M13.2 6.8L15 5',
  link: 'M8 5H4.5v10.5H15V12M11 4.5h4.5V9M15 5l-6 6',
  reply: 'M8 5L3 10l5 5M3.5 10H12c3 0 5 2 5 5',
  bell: 'M5 14V9a5 5 0 0110 0v5l1.5 1.5h-13zM8.5 17.5h3',
  silent: 'M3 3l14 14M5 14V9c0-.8.2-1.5.5-2.2M8 4.5A5 5 0 0115 9v2.5M3.5 15.5H15M8.5 17.5h3',
  badge: 'M10 2.5l2.2 4.7 5.1.6-3.8 3.5 1 5.1L10 13.9l-4.5 2.5 1-5.1L2.7 7.8l5.1-.6z',
  back: 'M12 4l-6 6 6 6',
  inbox: 'M3 11l2.5-7h9L17 11v5H3zM3 11h4l1 2h4l1-2h4',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/**
 * Renders an icon. Icons are decorative and hidden from screen readers: the text next to them has the same
 * meaning.
 */
export function icon(name: IconName): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d="${raw(PATHS[name])}" />
  </svg>`;
}
