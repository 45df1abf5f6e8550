// Renders what replaces the whole state: the seed and snapshots.
import { html } from 'hono/html';
import type { Html } from '../inbox/text.ts';

/** Renders what the seed has, and the button that returns to it. */
export function renderSeed(seed: Readonly<Record<string, number>>): Html {
  const parts = Object.entries(seed).map(([key, count]) => `${key}: ${count}`);
  return html`<section aria-labelledby="seed-title">
    <h2 id="seed-title">Seed</h2>
    <p class="note">${parts.length === 0 ? 'The seed is empty.' : parts.join(', ')}</p>
    <p class="line">
      <button type="button" id="reset">Reset to the seed</button>
      <span class="note">Deletes all other data, and ends all sessions.</span>
    </p>
  </section>`;
}

/** Renders the buttons that take and restore a snapshot, which the open page keeps, and those for files. */
export function renderSnapshot(): Html {
  return html`<section aria-labelledby="snapshot-title">
    <h2 id="snapshot-title">Snapshot</h2>
    <p class="note">Data, tokens, clock, assumptions and faults. This page keeps the last one.</p>
    <p class="line">
      <button type="button" id="take-snapshot">Take a snapshot</button>
      <button type="button" id="restore-snapshot" disabled>Restore it</button>
      <a href="/_emulator/snapshot" download="snapshot.json">Save to a file</a>
    </p>
    <p class="line">
      <label for="snapshot-file">Restore from a file</label>
      <input type="file" id="snapshot-file" accept=".json,application/json" />
    </p>
  </section>`;
}
