// Emulates the people search of Wix Inbox: names without accents, phone numbers in any spelling. How exactly Wix
// compares them is not documented (assumed).

/** What is known about a person. */
export interface SearchedPerson {
  /** Names and email addresses. */
  readonly texts: readonly string[];
  readonly phones: readonly string[];
}

/** The fewest digits of a phone number that are searched for. */
const MIN_DIGITS = 3;
/** The fewest digits of a number without a country code that a number with one can end with. */
const MIN_NATIONAL_DIGITS = 6;

/**
 * Creates the test of a search: whether each of its words is part of a name or an email address of the person, or whether
 * the whole search is part of one of their phone numbers.
 */
export function createPersonMatcher(search: string): (person: SearchedPerson) => boolean {
  const words = toComparable(search).split(' ').filter(Boolean);
  const digits = toPhoneDigits(search);
  return ({ texts, phones }) =>
    [toComparable, (text: string) => toComparable(spellUmlauts(text))].some((compare) => {
      const all = texts.map(compare).join(' ');
      return words.every((word) => all.includes(word));
    }) ||
    (digits !== undefined &&
      phones.some((phone) => isSamePhone(toPhoneDigits(phone) ?? '', digits)));
}

/** Letters that Unicode does not decompose into a base letter and an accent. */
const BASE_LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ŧ: 't',
};

/** Returns a text in lower case, without accents, invisible characters and the differences of dashes and apostrophes. */
function toComparable(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replaceAll(/[æđðħıłøœßþŧ]/g, (letter) => BASE_LETTERS[letter] ?? letter)
    .replaceAll(/\p{Pd}/gu, '-')
    .replaceAll(/[\u2018\u2019\u02bc`´]/g, "'")
    .replaceAll(/\p{Nd}/gu, toDigit)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Spells ä, ö and ü with two letters, as in German addresses: Müller is also found as Mueller. */
function spellUmlauts(text: string): string {
  return text.normalize('NFC').replaceAll(/[äöü]/gi, (letter) => `${letter}e`);
}

/** Returns the digit of any script as 0 to 9. Each script has its ten digits in one row, which starts with its zero. */
function toDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value += 1) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return String(value);
  }
  return character;
}

/**
 * Returns the digits of a phone number without its leading zeros (an international or national prefix), and without the
 * `(0)` of `+49 (0)30`; undefined if the text is not a phone number.
 */
function toPhoneDigits(text: string): string | undefined {
  const phone = toComparable(text);
  if (!/^[\d\s+()./-]+$/.test(phone)) return undefined;
  const digits = phone
    .replaceAll(/\(\s*0\s*\)/g, '')
    .replaceAll(/\D/g, '')
    .replace(/^0+/, '');
  return digits.length < MIN_DIGITS ? undefined : digits;
}

/** Compares phone numbers. One of them may lack the country code, and the searched one may be incomplete. */
function isSamePhone(phone: string, searched: string): boolean {
  return (
    phone.includes(searched) || (phone.length >= MIN_NATIONAL_DIGITS && searched.endsWith(phone))
  );
}
