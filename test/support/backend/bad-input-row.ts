/** Arguments that a web method rejects before it calls Wix. Every value can be written as JSON. */
export interface BadInput {
  /** What is wrong, in a few words. Names the test. */
  readonly name: string;
  /** The web method of `backend/inbox.web`. */
  readonly method: string;
  readonly args: readonly unknown[];
  readonly code: string;
  /** The key in `error.fields`. */
  readonly field: string;
  /** Part of the error message for the field. */
  readonly message: string;
  /** The input has a key of an object's prototype, which the emulator may reject before the site sees it. */
  readonly prototypeKey?: true;
}

/** A well-formed id that no member, contact or conversation has. */
export const GUID = '0e6f7c1a-3b52-4d7e-9a41-6c0f6f1d2b3c';
/** 100,000 characters. */
export const HUGE = 'x'.repeat(100_000);
/** Half of a surrogate pair. */
export const LONE_SURROGATE = 'a\ud83d';
/** A control character. */
export const CONTROL = 'a\u0007b';
/** A well-formed participant that does not exist. */
export const MEMBER = { memberId: GUID };
const HTTPS = 'a URL that starts with https://';

/** Invalid texts: name, value, part of the error message. */
export const BAD_TEXTS: readonly (readonly [string, unknown, string])[] = [
  ['null', null, 'got null'],
  ['a number', 7, 'got a number'],
  ['a list', ['a', 'b'], 'got a list of 2'],
  ['an object', { text: 'a' }, 'got an object'],
  ['empty', '', 'got an empty text'],
  ['only spaces', ' \n\t ', 'got an empty text'],
  [
    'only characters that cannot be seen',
    '\u200b\u2800\u3164\ufe0f\u200d\u2066\u2069',
    'got an empty text',
  ],
  ['a lone surrogate', LONE_SURROGATE, 'The character U+D83D at position 2 cannot be sent'],
  ['a control character', CONTROL, 'The character U+0007 at position 2 cannot be sent'],
  ['a NUL', 'a\u0000b', 'The character U+0000 at position 2 cannot be sent'],
  ['100,000 characters', HUGE, 'got 100000'],
];

/** Invalid URLs: name, value, part of the error message. */
export const BAD_URLS: readonly (readonly [string, unknown, string])[] = [
  ['javascript:', 'javascript:alert(1)', HTTPS],
  ['JavaScript: with a tab', 'java\tscript:alert(1)', HTTPS],
  ['data:', 'data:text/html,<b>x</b>', HTTPS],
  ['http:', 'http://example.com/a.png', HTTPS],
  ['no scheme', '//example.com/a.png', HTTPS],
  ['a path', '/a.png', HTTPS],
  ['wix:', 'wix:image://v1/a.png/a.png', HTTPS],
  ['a user name', 'https://user@example.com/', HTTPS],
  ['a user name and password', 'https://user:secret@example.com/', HTTPS],
  ['a backslash', 'https://example.com\\@evil.example/', HTTPS],
  ['a space', 'https://example.com/a b', HTTPS],
  ['a newline', 'https://example.com/\na', HTTPS],
  ['a bidi control', 'https://example.com/\u202egnp.exe', 'not a valid URL'],
  ['an invalid host', 'https://exa%00mple.com/', 'not a valid URL'],
  ['null', null, 'got null'],
  ['a number', 1, 'got a number'],
];

/** Returns `count` fields of a form. */
export function createFields(count: number) {
  return Array.from({ length: count }, (_, index) => ({ name: `Field ${index}`, value: 'x' }));
}
