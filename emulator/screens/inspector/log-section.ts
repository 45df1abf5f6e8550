// Renders a section of the inspector that lists what happened, the newest first.
import { html } from 'hono/html';
import type { Html } from '../inbox/text.ts';

/** A section: the id of its list, its title, and the note above the list. */
export interface LogSection {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** The note if the list is empty. */
  readonly empty: string;
  /** The items, each with an id of its own, so that live updates keep an open one open. */
  readonly items: readonly Html[];
}

/** Renders a section, with the ids `<id>`, `<id>-title` and `<id>-note`. */
export function renderLogSection({ id, title, note, empty, items }: LogSection): Html {
  return html`<section aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p id="${id}-note" class="note">${items.length === 0 ? empty : note}</p>
    <ol id="${id}" tabindex="0" aria-labelledby="${id}-title">
      ${items}
    </ol>
  </section>`;
}
