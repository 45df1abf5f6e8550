// Checks that a path has the one spelling that the emulator serves. Wix's servers normalize paths; the emulator rejects
// other spellings, so that the guard and every router see the same path.

/** A dot segment, an empty segment, a name that Windows would shorten, or a character that a router could drop. */
const AMBIGUOUS = /\/\/|[\u0000-\u001f\u007f-\u009f\\;?#]|[. ](\/|$)|%[0-9a-f]{2}/iu;

/** A path of letters, digits, `_` and `-`, such as that of most requests to Wix's APIs. It has one spelling. */
const PLAIN = /^(?:\/[\w-]+)+$/;

/**
 * Returns the path of a request target (`/contact?a=1`), or undefined if the target is not an absolute path in its
 * canonical spelling.
 *
 * Percent-encoding is allowed for the characters that `encodeURIComponent` encodes, in upper case and once, except for
 * those that separate parts of a path or a URL: `/ \ ; ? # %`. So no path can be written in two ways, and decoding it
 * gives no further `/` or `..`.
 */
export function toCanonicalPath(target: string): string | undefined {
  const [path = ''] = target.split('?', 1);
  if (PLAIN.test(path)) {
    return path;
  }
  if (!path.startsWith('/') || !URL.canParse(path, 'http://localhost')) {
    return undefined;
  }
  try {
    const isCanonical =
      new URL(path, 'http://localhost').pathname === path &&
      !AMBIGUOUS.test(decodeURIComponent(path)) &&
      path.replace(/(?:%[0-9a-f]{2})+/gi, encodeAgain) === path;
    return isCanonical ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Encodes escapes as `encodeURIComponent` does. An escaped `/` is refused, because routers split paths at it. */
function encodeAgain(escapes: string): string {
  const text = decodeURIComponent(escapes);
  return text.includes('/') ? text : encodeURIComponent(text);
}
