// Renders untrusted text safely: no markup, no remote images, no links other than https.
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** HTML in which all untrusted text is escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The limits up to which a text is shown in full; a longer text is collapsed. */
const COLLAPSE_AFTER = { CHARS: 800, LINES: 14 };

/** Renders a name, isolated so that its writing direction does not affect the text around it. */
export function renderName(name: string): Html {
  return html`<bdi class="name">${name}</bdi>`;
}

/**
 * Renders a text with its line breaks. Markup, writing direction and long words in it do not affect the page
 * around it.
 */
export function renderText(text: string): Html {
  const cut = collapsedLength(text);
  if (cut === text.length) return html`<div class="text" dir="auto">${text}</div>`;
  return html`<details class="collapsible">
    <summary>
      <span class="text" dir="auto">${text.slice(0, cut)}…</span>
      <span class="show-more">Show all ${text.length.toLocaleString('en')} characters</span>
      <span class="show-less">Show less</span>
    </summary>
    <div class="text" dir="auto">${text}</div>
  </details>`;
}

function collapsedLength(text: string): number {
  let cut = Math.min(text.length, COLLAPSE_AFTER.CHARS);
  let line = -1;
  for (let lines = 0; lines < COLLAPSE_AFTER.LINES; lines += 1) {
    line = text.indexOf('\n', line + 1);
    if (line < 0) break;
  }
  if (line >= 0) cut = Math.min(cut, line);
  // A remainder of under 200 characters is not collapsed, and a surrogate pair is not split.
  if (text.length - cut < 200 && line < 0) return text.length;
  return isHighSurrogate(text, cut - 1) ? cut + 1 : cut;
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const EACH_INVISIBLE = new RegExp(`(${INVISIBLE.source})`, 'u');

/**
 * Renders a URL, file name or ID. Invisible characters, such as those that change the writing direction, appear as
 * `U+202E`.
 */
export function renderLiteral(literal: string): Html {
  const parts = literal
    .split(EACH_INVISIBLE)
    .map((part) =>
      INVISIBLE.test(part)
        ? html`<span class="invisible" title="Invisible character">${codePointOf(part)}</span>`
        : part,
    );
  return html`<bdi class="literal" dir="ltr">${parts}</bdi>`;
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Returns the URL as a browser normalizes it, if it is https; undefined for any other URL. */
export function httpsUrl(url: string | null | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' ? href : undefined;
}

/**
 * Returns the emulator's URL for a file on Wix's media servers, which the emulator never calls; undefined for other URLs.
 * The pages have the same rule.
 */
function toLocalMediaUrl(url: string): string | undefined {
  if (!/^https:\/\/([\w-]+\.)*wix(?:static|mp)\.com\//iu.test(url)) return undefined;
  const { pathname } = new URL(url);
  const id = /\/(local_[^/]+)/u.exec(pathname)?.[1] ?? pathname.split('/').findLast(Boolean) ?? '';
  return `/_emulator/media/${encodeURIComponent(id) || 'unnamed'}`;
}

/** Renders a link without referrer and opener. A file on Wix's media servers opens from the emulator. A URL that is not https is rendered as text with a note. */
export function renderLink(url: string, label?: Html | string): Html {
  const href = httpsUrl(url);
  if (href === undefined) {
    return html`${label ?? ''} ${renderLiteral(url)}
      <span class="note">Not a link: only https URLs are opened</span>`;
  }
  return html`<a href="${toLocalMediaUrl(href) ?? href}" target="_blank" rel="noopener noreferrer"
    >${label ?? renderLiteral(href)}</a
  >`;
}
