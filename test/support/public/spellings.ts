// Spellings of one text, address or number, each with the form that it is normalized to. Used by the tests of the
// module, and by those of every web method.

/** What a spelling is, how it was typed, and its normalized form. */
export type Spelling = readonly [name: string, typed: string, normalized: string];

/** Texts of several lines. */
export const TEXTS: readonly Spelling[] = [
  ['CRLF', 'a\r\nb', 'a\nb'],
  ['CR', 'a\rb', 'a\nb'],
  ['CRLF after CR', 'a\r\r\nb', 'a\n\nb'],
  ['a line separator', 'a\u2028b', 'a\nb'],
  ['a paragraph separator', 'a\u2029b', 'a\nb'],
  ['a next line', 'a\u0085b', 'a\nb'],
  ['a vertical tab, as word processors write it', 'a\u000bb', 'a\nb'],
  ['a form feed', 'a\u000cb', 'a\nb'],
  ['a line end at the end', 'a b\r\n', 'a b'],
  ['spaces at the ends', '\u00a0\u3000\u2003\t a  b \u202f\u1680', 'a  b'],
  ['a byte order mark', '\ufeffa\ufeffb', 'ab'],
  ['a zero-width space', 'a\u200bb', 'ab'],
  ['a word joiner', 'a\u2060b', 'ab'],
  ['a soft hyphen', 'in\u00advisible', 'invisible'],
  ['tag characters that hide a text', 'a\u{e0068}\u{e0069}b', 'ab'],
  ['tag characters after a flag that has too many', `🏴${'\u{e0061}'.repeat(7)}\u{e007f}`, '🏴'],
  ['joiners between Latin letters', 'pay\u200cpal\u200d', 'paypal'],
  ['joiners at the start', '\u200d\u200ca', 'a'],
  ['repeated variation selectors', '❤\ufe0f\ufe01\ufe02', '❤\ufe0f'],
  ['decomposed accents', 'Jose\u0301', 'José'],
  ['an accent after a zero-width space', 'Jose\u200b\u0301', 'José'],
  ['decomposed Hangul', '\u1100\u1161', '가'],
  ['an interlinear annotation', '\ufff9a\ufffab\ufffb', 'ab'],
];

/** Texts that stay as they are, because languages and emoji need what they contain. */
export const KEPT_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['spaces and tabs inside', 'a  b\tc\n\n  d'],
  ['a Persian word with a zero-width non-joiner', 'می\u200cخواهم'],
  ['a Malayalam chillu with a joiner', 'അവന്\u200d പോയി'],
  ['an emoji of several people', '👩\u200d👩\u200d👧'],
  ['an emoji with a variation selector', '❤\ufe0f 1\ufe0f\u20e3'],
  ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ['Hebrew with direction marks', 'שלום \u200f!\u200e'],
  ['an isolate', 'a \u2067שלום\u2069 b'],
  ['an embedding', 'a \u202bשלום\u202c b'],
  ['full-width letters', 'Ａｄａ'],
  ['a ligature', 'ﬁne'],
  ['an ideographic variation', '葛\u{e0100}'],
  ['a Mongolian selector', 'ᠭ\u180b'],
  ['a typographic dash', '9–17'],
];

/** Texts in which nothing can be seen. */
export const BLANK_TEXTS: readonly string[] = [
  '',
  ' \r\n\t\u00a0\u3000',
  '\u200b\u200c\u200d\ufeff\u2060',
  '\u2800\u3164\uffa0',
  '\u200e\u200f\u061c\u2066\u2069',
  '\u00ad\u202e\u202c\ufe0f',
  '\u{e0041}\u{e007f}',
];

/** Characters that are refused in every text: the text, and the character and position in the error. */
export const UNSENDABLE_TEXTS: readonly (readonly [
  text: string,
  character: string,
  position: number,
])[] = [
  ['\u0000', 'U+0000', 1],
  ['ab\u0007c', 'U+0007', 3],
  ['😀\u001b[2J', 'U+001B', 2],
  ['a\r\nb\u007f', 'U+007F', 5],
  ['a\u0080\u0085', 'U+0080', 2],
  ['a\ud83d', 'U+D83D', 2],
  ['\ude00\ud83d', 'U+DE00', 1],
  ['\u001f', 'U+001F', 1],
];

/** Email addresses. */
export const EMAILS: readonly Spelling[] = [
  ['spaces at the ends', '\u00a0ada@example.com\r\n', 'ada@example.com'],
  ['full-width letters', 'ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ada@example.com'],
  ['a full-width @', 'ada＠example.com', 'ada@example.com'],
  ['a small @', 'ada﹫example.com', 'ada@example.com'],
  ['ideographic full stops', 'ada@example。com', 'ada@example.com'],
  ['half-width full stops', 'ada@example｡com', 'ada@example.com'],
  ['angle brackets', '<ada@example.com>', 'ada@example.com'],
  ['a name before it', 'Ada Lovelace <ada@example.com>', 'ada@example.com'],
  ['mailto:', 'mailto:ada@example.com', 'ada@example.com'],
  ['mailto: with a subject', 'MAILTO:ada@example.com?subject=Hi', 'ada@example.com'],
  ['mailto: in angle brackets', '<mailto:ada@example.com>', 'ada@example.com'],
  ['capitals in the domain', 'ada@EXAMPLE.Com', 'ada@example.com'],
  ['a zero-width space', 'ada\u200b@example.com', 'ada@example.com'],
  ['a soft hyphen', 'ada@exam\u00adple.com', 'ada@example.com'],
  ['embeddings', '\u202aada@example.com\u202c', 'ada@example.com'],
  ['a direction mark', '\u200fada@example.com', 'ada@example.com'],
  ['a comma of a list after it', 'ada@example.com,', 'ada@example.com'],
  ['the end of a sentence after it', 'ada@example.com.', 'ada@example.com'],
  ['quotation marks around it', '"ada@example.com";', 'ada@example.com'],
  ['typographic quotation marks around it', '‘ada@example.com’', 'ada@example.com'],
];

/** Email addresses with a dash or other scripts: what is typed, and its normalized form. */
export const MORE_EMAILS: readonly Spelling[] = [
  ['a non-breaking hyphen', 'ada@my\u2011shop.example', 'ada@my-shop.example'],
  ['an en dash', 'ada@my–shop.example', 'ada@my-shop.example'],
  ['capitals before the @ are kept', 'Ada.L@Example.com', 'Ada.L@example.com'],
  ['an internationalized domain is kept', 'ä@EXÄMPLE.ch', 'ä@exämple.ch'],
  ['decomposed accents', 'a\u0308@exa\u0308mple.ch', 'ä@exämple.ch'],
  ['an apostrophe', "o'brien@example.com", "o'brien@example.com"],
  ['a typographic apostrophe, as phones type it', 'o’brien@example.com', "o'brien@example.com"],
  ['an acute accent for an apostrophe', 'o´brien@example.com', "o'brien@example.com"],
];

/** Phone numbers of one grouping. */
export const PHONES: readonly Spelling[] = [
  ['hyphens', '+49-30-1234567', '+49 30 1234567'],
  ['an en dash', '+49 30–1234567', '+49 30 1234567'],
  ['a minus sign and a non-breaking hyphen', '+49\u221230\u20111234567', '+49 30 1234567'],
  ['brackets', '+49 (30) 1234567', '+49 30 1234567'],
  ['brackets around the country code', '(+49) 30 1234567', '+49 30 1234567'],
  ['a zero in brackets', '+49 (0)30 1234567', '+49 30 1234567'],
  ['dots and slashes', '+49.30/1234567', '+49 30 1234567'],
  ['00 for +', '0049 30 1234567', '+49 30 1234567'],
  ['full-width digits', '＋４９　３０　１２３４５６７', '+49 30 1234567'],
  ['Arabic digits', '+٤٩ ٣٠ ١٢٣٤٥٦٧', '+49 30 1234567'],
  ['Persian digits', '۰۰۴۹ ۳۰ ۱۲۳۴۵۶۷', '+49 30 1234567'],
  ['Devanagari digits', '+४९ ३० १२३४५६७', '+49 30 1234567'],
  ['mathematical digits', '+𝟒𝟗 𝟑𝟎 𝟏𝟐𝟑𝟒𝟓𝟔𝟕', '+49 30 1234567'],
  ['Japanese dashes', '+49ー30ー1234567', '+49 30 1234567'],
  ['tel:', 'tel:+49-30-1234567', '+49 30 1234567'],
  ['non-breaking spaces', '\u00a0+49\u00a030\u202f1234567 ', '+49 30 1234567'],
  ['embeddings, as phones copy numbers', '\u202a+49 30 1234567\u202c', '+49 30 1234567'],
  ['a space after +', '+ 49 30 1234567', '+49 30 1234567'],
  [
    'an override, as iOS copies numbers of contacts',
    '\u202d+49 30 1234567\u202c',
    '+49 30 1234567',
  ],
  ['isolates, as Android copies numbers', '\u2068+49 30 1234567\u2069', '+49 30 1234567'],
  ['a variation selector, as PDF files have it', '+4\ufe0d9 30 1234567', '+49 30 1234567'],
  ['a label', 'Tel.: +49 30 1234567', '+49 30 1234567'],
  ['a symbol', '☎\ufe0f +49 30 1234567', '+49 30 1234567'],
  ['an emoji', '📞+49 30 1234567', '+49 30 1234567'],
  ['low lines', '+49_30_1234567', '+49 30 1234567'],
  ['a comma after it', '+49 30 1234567,', '+49 30 1234567'],
];

/** Other phone numbers. */
export const MORE_PHONES: readonly Spelling[] = [
  ['as it is typed without groups', '+49301234567', '+49301234567'],
  ['a national number', '(044) 668-1800', '044 668 1800'],
  ['a zero in brackets without a country code', '(0)44 668 18 00', '044 668 18 00'],
  ['an extension', '044/668.18.00 ext. 5', '044 668 18 00 ext. 5'],
  ['a short extension', '044 668 18 00x5', '044 668 18 00 ext. 5'],
  ['an extension of RFC 3966', 'tel:+41446681800;ext=5', '+41446681800 ext. 5'],
  ['an extension with #', '+41 44 668 18 00 #12', '+41 44 668 18 00 ext. 12'],
  ['an extension in brackets', '044 668 18 00 (ext. 5)', '044 668 18 00 ext. 5'],
  ['an extension after a semicolon', '044 668 18 00; ext=5', '044 668 18 00 ext. 5'],
  ['a Russian extension', '+7 495 668 18 00 доб. 5', '+7 495 668 18 00 ext. 5'],
  ['digits that are dialled after a pause', '+1 555 668 1800,,5#', '+1 555 668 1800 ext. 5'],
  ['apostrophes', "044 668'18’00", '044 668 18 00'],
  ['a short number', '117', '117'],
];

/** Texts that are no phone numbers. */
export const NOT_PHONES: readonly string[] = [
  '+',
  '---',
  '1;2',
  'x12',
  '12 ext',
  'call me',
  'call 117',
  'Studio 54',
  'Telma 5',
  '030 1234567, 030 7654321',
  '030 1234567 / 0171 12345678',
  '+49 30 +1234567',
  '+49 30\u202e7654321',
];
