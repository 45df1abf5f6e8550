// The only place that normalizes what people type. Pages and the backend use it before they check, keep, compare or
// search a text. Patterns list ranges: Unicode classes (`\p{…}`) cost more than a millisecond at import.

const PRINTABLE_ASCII = /^[\n\x20-\x7e]*$/;
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** Control characters other than tab and line ends, and half of a surrogate pair. */
const UNSENDABLE = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]/u;
/** Soft hyphen, zero-width space, word joiner, byte order mark, deprecated controls, annotations. */
const INVISIBLE = /[\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc]/g;
/** Tag characters. Those of a flag (England, Scotland, Wales) are kept. */
const TAGS = /\u{1f3f4}[\u{e0020}-\u{e007e}]{2,6}\u{e007f}|[\u{e0000}-\u{e007f}]/gu;
/** Joiners and variation selectors that have nothing to join or to vary. Other scripts and emoji need the rest. */
const STRAY_JOINERS =
  /(^|\s)(?:[\u200c-\u200d]|[\ufe00-\ufe0f]|\u034f)+|([\x21-\x7e])(?:[\u200c-\u200d]|\u034f)+/g;
const REPEATED_SELECTORS =
  /([\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])+/gu;
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Characters without a glyph, also those that languages need: a text of these alone is empty. */
const BLANK =
  /^(?:[\s\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2066-\u2069\u2800\u3164\uffa0]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]|\u034f)*$/u;
/** What an address, a number or an id never needs. Overrides stay, so that they are refused. */
const IGNORABLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202c\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]|\u034f/gu;
const URL_PADDING = /[\s\u200b\u200e\u200f\u2060]/;
/** What is around an address or number that was copied from a text. */
const ADDRESS_PADDING = /["'\s.,;]/;
const DASHES = /[\u058a\u05be\u2010-\u2015\u2043\u2212\ufe58]/g;
/** Matches the syntax of a normalized email address. */
export const EMAIL =
  /^[^\s@<>()[\]\\,;:"\u202d\u202e]+@[^\s@.<>()[\]\\,;:"\u202d\u202e]+(\.[^\s@.<>()[\]\\,;:"\u202d\u202e]+)+$/;
/** The main number after a label, and its extension, or the digits that a device dials after a pause (`,,5#`). */
const PHONE_PARTS =
  /^(?:(?:tel(?:efon|ephone)?|phone|mobile?|[\u260e\u260f]|\ud83d[\udcde\udcf1])[\s.:]*)?([^a-z#;]*?)(?:(?:;? ?ext=|extension|ext\.?|x|#|\u0434\u043e\u0431\.?|,{1,3}(?=\d))[\s.:]*(\d+)[#)]?)?$/i;
const PHONE_SEPARATORS = /[\s()[\]./_'\u2019\u00b7\u2022\u30fc-]+/g;
/** An apostrophe, and what people and devices type in its place. */
const APOSTROPHES = /[\u0060\u00b4\u02bb\u02bc\u2018\u2019\u2032]/g;
const PHONE = /^\+?\d+(?: \d+)*(?: ext\. \d+)?$/;
/** Number of digits of a phone number with country code, by ITU E.164. */
const MAX_PHONE_DIGITS = 15;

/** A character that cannot be sent, and its position in the text as it was received. */
export interface Unsendable {
  /** `U+0007` */
  readonly character: string;
  /** In characters (code points), from 1. */
  readonly position: number;
}

/** Finds the first control character other than tab and line ends, or half of a surrogate pair. */
export function findUnsendable(text: string): Unsendable | undefined {
  const match = UNSENDABLE.exec(text);
  if (!match) return undefined;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return { character: `U+${code}`, position: [...text.slice(0, match.index)].length + 1 };
}

/** Replaces every kind of line end by `\n`. */
export function normalizeLineEnds(text: string): string {
  return text.replace(LINE_ENDS, '\n');
}

/**
 * Normalizes a text of one or more lines: line ends, characters that cannot be seen, spaces at the ends, NFC. Keeps
 * joiners, which languages and emoji need, and direction controls: a text is shown in an element of its own, whose
 * direction does not change that of others. Returns `''` if nothing can be seen.
 */
export function normalizeText(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.trim();
  const visible = normalizeLineEnds(text)
    .replace(INVISIBLE, '')
    .replace(TAGS, (tags) => (tags.length > 2 ? tags : ''))
    .replace(REPEATED_SELECTORS, '$1')
    .replace(STRAY_JOINERS, '$1$2')
    .trim();
  return BLANK.test(visible) ? '' : visible.normalize('NFC');
}

/**
 * Normalizes a text of one line that is shown beside other text, such as a name: as `normalizeText`, without direction
 * controls, and with one space for newlines, tabs and repeated spaces.
 */
export function normalizeName(text: string): string {
  return normalizeText(text.replace(BIDI_CONTROLS, '')).replace(/\s+/g, ' ');
}

/** Normalizes a value with a fixed spelling, such as an id, a key or an option: NFKC, without invisible characters. */
export function normalizeToken(text: string): string {
  return text.replace(IGNORABLE, '').normalize('NFKC').trim();
}

/**
 * Returns a language tag in its usual form: `de-AT` for `de_at` and `de_AT.UTF-8`. Returns `''` for a text that is no
 * language tag.
 */
export function normalizeLanguage(text: string): string {
  const tag = normalizeToken(text)
    .replace(/[.@].*/, '')
    .replace(/_/g, '-');
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? '';
  } catch {
    return '';
  }
}

/** Removes spaces and zero-width characters at the ends of a URL. The URL itself has one spelling. */
export function normalizeUrl(text: string): string {
  return trim(text, URL_PADDING);
}

/**
 * Normalizes an email address: full-width forms, dashes, dots and apostrophes, `mailto:`, `<…>` and a name before it,
 * punctuation around it, and the case of the domain. The case of the rest is kept; Wix ignores it when it compares.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/contacts/contacts-query-builder/ne
 */
export function normalizeEmail(text: string): string {
  const unwrapped = normalizeToken(text.replace(APOSTROPHES, "'"))
    .replace(DASHES, '-')
    .replace(/\u3002/g, '.')
    .replace(/^[^<>@]*<([^<>]*)>$/, '$1')
    .trim()
    .replace(/^mailto:([^?]*).*$/i, '$1');
  const address = trim(unwrapped, ADDRESS_PADDING);
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
}

/**
 * Normalizes a phone number: ASCII digits, `+` for a leading `00`, one space between the groups, no `(0)` after a
 * country code, no label: `+49 30 1234 ext. 5`. Other texts stay, without invisible characters.
 */
export function normalizePhone(text: string): string {
  // iOS copies a number between a left-to-right override and its end. The number reads the same without them.
  const plain = trim(
    toAsciiDigits(normalizeToken(text.replace(/\u202d/g, ''))).replace(DASHES, '-'),
    ADDRESS_PADDING,
  );
  const [, main = '', extension] = PHONE_PARTS.exec(plain) ?? [];
  if (main === '') return plain;
  const isInternational = /^[\s(]*(?:\+|00)/.test(main);
  const number = main
    .replace(/\(0\)/g, isInternational ? ' ' : '0')
    .replace(PHONE_SEPARATORS, ' ')
    .trim()
    .replace(/^(?:\+ |00 ?(?=[1-9]))/, '+');
  return extension === undefined ? number : `${number} ext. ${extension}`;
}

/** Returns whether a normalized text is a phone number: 1 to 15 digits, and an extension. The country is not judged. */
export function isPhone(phone: string): boolean {
  return PHONE.test(phone) && toPhoneDigits(phone).replace('+', '').length <= MAX_PHONE_DIGITS;
}

/** Returns a normalized phone number without spaces and extension, for comparisons: `+49301234`. */
export function toPhoneDigits(phone: string): string {
  return phone.replace(/ ext\..*$/, '').replace(/ /g, '');
}

/** Letters that have no accent to remove. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ħ: 'h',
  ς: 'σ',
  ک: 'ك',
  ی: 'ي',
  ى: 'ي',
  ة: 'ه',
  // A line that stretches an Arabic word.
  ـ: '',
};

/** Returns a name without case, accents and other differences that people do not type when they search. */
export function toSearchText(text: string): string {
  // Created here, as Unicode classes are slow to create.
  const marks = /\p{Mn}/gu;
  return normalizeName(normalizeToken(text.replace(APOSTROPHES, "'")))
    .replace(DASHES, '-')
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(/[ßæœøđðłıþħςکیىةـ]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Replaces the digits of other scripts. Unicode lists the digits 0 to 9 of each script one after the other. */
function toAsciiDigits(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  const digit = /^\p{Nd}$/u;
  return [...text]
    .map((character) => {
      if (!digit.test(character)) return character;
      const code = character.codePointAt(0) ?? 0;
      let zero = code;
      while (digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
      return String((code - zero) % 10);
    })
    .join('');
}

/** Removes characters at the ends. A loop, because a regular expression takes a quadratic time for the end. */
function trim(text: string, padding: RegExp): string {
  let [start, end] = [0, text.length];
  while (start < end && padding.test(text.charAt(start))) start += 1;
  while (start < end && padding.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
