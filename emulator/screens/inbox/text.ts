// Words of strangers as text: no markup, no remote pictures, no link but https. Leaves out Wix Inbox's previews of links and media.
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** HTML that is safe to place: what strangers wrote is escaped in it. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A text longer than this, or with more lines, is shown in part, the rest behind a click. */
const FOLDED_AFTER = { CHARS: 800, LINES: 14 };

/** A name, kept apart from its surroundings so that its writing direction cannot turn them around. */
export function nameOf(name: string): Html {
  return html`<bdi class="name">${name}</bdi>`;
}

/** A text with its line breaks. It cannot leave its block: neither by markup, nor by direction, nor by a word without end. */
export function textOf(text: string): Html {
  const cut = foldAt(text);
  if (cut === text.length) return html`<div class="text" dir="auto">${text}</div>`;
  return html`<details class="folded">
    <summary>
      <span class="text" dir="auto">${text.slice(0, cut)}…</span>
      <span class="fold">Show all ${text.length.toLocaleString('en')} characters</span>
      <span class="unfold">Show less</span>
    </summary>
    <div class="text" dir="auto">${text}</div>
  </details>`;
}

function foldAt(text: string): number {
  let cut = Math.min(text.length, FOLDED_AFTER.CHARS);
  let line = -1;
  for (let lines = 0; lines < FOLDED_AFTER.LINES; lines += 1) {
    line = text.indexOf('\n', line + 1);
    if (line < 0) break;
  }
  if (line >= 0) cut = Math.min(cut, line);
  // A little more is not worth a click, and half of a character is none.
  if (text.length - cut < 200 && line < 0) return text.length;
  return isHighSurrogate(text, cut - 1) ? cut + 1 : cut;
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const EACH_INVISIBLE = new RegExp(`(${INVISIBLE.source})`, 'u');

/** A URL, a file name or an id: what hides in it (a character that turns the direction, say) is named instead of obeyed. */
export function literalOf(literal: string): Html {
  const parts = literal
    .split(EACH_INVISIBLE)
    .map((part) =>
      INVISIBLE.test(part)
        ? html`<span class="invisible" title="an invisible character">${codePointOf(part)}</span>`
        : part,
    );
  return html`<bdi class="literal" dir="ltr">${parts}</bdi>`;
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The URL that a link may open: https only, and as a browser would read it. */
export function httpsUrl(url: string | null | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' ? href : undefined;
}

/** A link that tells nothing of where it was clicked; a URL that is not https stays text and says why. */
export function linkOf(url: string, label?: Html | string): Html {
  const href = httpsUrl(url);
  if (href === undefined) {
    return html`${label ?? ''} ${literalOf(url)}
      <span class="note">not a link: only https is opened</span>`;
  }
  return html`<a href="${href}" target="_blank" rel="noopener noreferrer"
    >${label ?? literalOf(href)}</a
  >`;
}
