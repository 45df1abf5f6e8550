import { normalizePhone, toPhoneDigits, toSearchText } from 'public/inbox-normalize';

/** Digits of a number without its country code that identify it. */
const MIN_NATIONAL_DIGITS = 6;
const WORD_ENDS = /[ '-]/;

/**
 * Returns whether a typed name finds a name: each typed word is the start of a word of the name, in the same order,
 * without regard to case, accents, hyphens and apostrophes. `jose m` finds `José María`, `jean luc` finds `Jean-Luc`.
 */
export function matchesName(name: string, typed: string): boolean {
  const words = toSearchText(name).split(WORD_ENDS);
  return toSearchText(typed)
    .split(WORD_ENDS)
    .every((start) => {
      const index = words.findIndex((word) => word.startsWith(start));
      words.splice(0, index + 1);
      return index >= 0;
    });
}

/**
 * Returns whether two spellings are the same phone number. A number without a country code is the same as one with any
 * country code: `030 1234567`, `+49 30 1234567`. Extensions do not count.
 */
export function matchesPhone(phone: string, typed: string): boolean {
  const [one, other] = [phone, typed].map((text) => toPhoneDigits(normalizePhone(text)));
  if (one === undefined || other === undefined || one === '') return false;
  if (one === other) return true;
  if (one.startsWith('+') && other.startsWith('+')) return false;
  const [short = '', long = ''] = [one, other]
    .map((digits) => digits.replace(/^[+0]+/, ''))
    .sort((first, second) => first.length - second.length);
  return short.length >= MIN_NATIONAL_DIGITS && long.endsWith(short);
}
