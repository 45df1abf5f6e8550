import { normalizeLineEnds } from 'public/inbox-normalize';

/** A part of a text: a URL that is shown as a link, or other text. */
export interface TextPart {
  readonly kind: 'text' | 'link';
  readonly text: string;
}

/**
 * Matches a URL: scheme, host, port and the rest. The rest ends at a space, quotation mark, angle bracket, backslash,
 * punctuation of Arabic, Indic and East Asian scripts, or control or invisible character, and before another URL after
 * a comma.
 *
 * The host has ASCII letters or letters of western European languages, which do not look like others. A host with
 * other letters is not linked, because it can look like a different host.
 */
const URL_PATTERN =
  /[Hh][Tt][Tt][Pp][Ss]?:\/\/[A-Za-z\dÀ-ÖØ-öø-ÿ_-]+(?:\.[A-Za-z\dÀ-ÖØ-öø-ÿ_-]+)*(?::\d{1,5})?((?:[/?#](?:(?![,;]https?:\/\/)[^\s"<>\\^`{|}«»“”„‘’،؛؟۔।॥、。，．；：！？（）［］｛｝「」『』【】〈〉《》〔〕\p{C}])*)?)/gu;
/**
 * Text directly after a host that continues it: a letter of another script, an invisible character, or a user name's
 * `@` (`https://bank.example@evil.example`).
 */
const CONTINUES_HOST = /^(?:[.:_-]*[\p{L}\p{N}\p{M}\p{C}%\\]|:\/\/|[^\s/?#]*@)/u;
/** Punctuation that ends a sentence, and is not part of a URL before it: also every mark that is not ASCII. */
const SENTENCE_END = /[.,;:!?'*~]|(?=\p{P})[^!-~]/u;
/** Start of emphasised text, as people mark it in plain text: `_see https://example.com_`. */
const EMPHASIS = /(?:^|[\s(*~])_[^_]*$/;
/** Closing brackets by their opening ones. A closing bracket is part of a URL that also contains the opening one. */
const BRACKETS = new Map([
  [')', '('],
  [']', '['],
]);
/** Number of characters of the longest URL that is linked. */
const MAX_URL_CHARS = 2000;

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Splits a text into its http(s) URLs and the text between them. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(URL_PATTERN)) {
    const [url, path = ''] = match;
    const start = match.index;
    const before = text.slice(Math.max(0, start - MAX_URL_CHARS), start);
    const isPartOfWord = /[A-Za-z\d]$/.test(before);
    const isPartOfHost = path === '' && CONTINUES_HOST.test(text.slice(start + url.length));
    if (isPartOfWord || isPartOfHost || url.length > MAX_URL_CHARS) continue;
    if (start > end) parts.push({ kind: 'text', text: text.slice(end, start) });
    const link = trimUrl(url, EMPHASIS.test(before));
    parts.push({ kind: 'link', text: link });
    end = start + link.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/**
 * Converts a text that anyone may have written to HTML for `$w.Text.html`.
 *
 * Spaces and line breaks are kept, the direction is that of the text, and http(s) URLs become links. Everything else
 * is escaped. It uses only tags and attributes that Wix documents for a Text, and `href`, `target` and `rel` of links,
 * for which Wix documents no list. The CSS property `white-space` is not documented for a Text, so spaces that HTML
 * drops become no-break spaces.
 *
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/text/introduction
 */
export function toHtml(text: string): string {
  const lines = normalizeLineEnds(text)
    .replace(/\t/g, '    ')
    .replace(/ (?= )/g, '\u00a0')
    .replace(/(^|\n) /g, '$1\u00a0');
  return `<p dir="auto">${splitLinks(lines).map(toPartHtml).join('')}</p>`;
}

function toPartHtml({ kind, text }: TextPart): string {
  const html = text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
  if (kind === 'text') return html.replace(/\n/g, '<br>');
  // Left to right, so that the host comes first in a text of any direction.
  return `<a href="${html}" target="_blank" rel="noopener noreferrer nofollow ugc" dir="ltr">${html}</a>`;
}

/** Removes the punctuation and the closing brackets after a URL, and `_` if it ends emphasised text. */
function trimUrl(url: string, isEmphasised: boolean): string {
  for (let end = url.length; end > 0; end -= 1) {
    const last = url.charAt(end - 1);
    const opening = BRACKETS.get(last);
    const trimmed = url.slice(0, end);
    const isTrailing =
      opening === undefined
        ? SENTENCE_END.test(last) || (isEmphasised && last === '_')
        : count(trimmed, last) > count(trimmed, opening);
    if (!isTrailing) return trimmed;
  }
  return '';
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
