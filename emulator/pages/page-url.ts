// Emulates the URLs of Wix's dynamic pages: patterns such as `/projects/{title}`, and the URL of an item. Not emulated: URLs
// that the editor changes for one item, and redirects from old URLs.

/** A part of a segment: text, or the key of a field. */
type PatternPart = { readonly text: string } | { readonly field: string };

/** The URL pattern of a dynamic page. */
export interface PageUrl {
  /** As it is written, with a slash at the start: `/projects/{title}`. */
  readonly pattern: string;
  /** The first segment, which has no field: `projects`. */
  readonly prefix: string;
  readonly segments: readonly (readonly PatternPart[])[];
  /** The keys of the fields, in the order of the pattern. Without any, the page lists all items. */
  readonly fields: readonly string[];
}

/** The most characters of a pattern, and of a value in a URL (both assumed). */
const MAX_LENGTH = 1000;
const SEGMENT = /^(?:[\w~!$&'()*+,=:@ -]|\.(?!$)|\{[A-Za-z_][\w-]*\})+$/u;
const PART = /\{([^}]+)\}|[^{]+/gu;

/**
 * Reads a pattern. Returns a text that says what is wrong with it.
 * @see https://support.wix.com/en/article/what-content-will-my-dynamic-page-display (fields in braces; the first section is the
 *   prefix). Assumed: which characters a section can have
 */
export function parsePageUrl(text: string): PageUrl | string {
  if (text.length > MAX_LENGTH) return `it is longer than ${String(MAX_LENGTH)} characters`;
  const sections = text.replace(/^\/|\/$/gu, '').split('/');
  const wrong = sections.find((section) => !SEGMENT.test(section) || section.startsWith('.'));
  if (wrong !== undefined) {
    return `"${wrong.slice(0, 40)}" is no section of a URL; write text and fields such as {title}`;
  }
  const segments = sections.map((section) =>
    [...section.matchAll(PART)].map(([part, field]): PatternPart =>
      field === undefined ? { text: part } : { field },
    ),
  );
  const [prefix = ''] = sections;
  if (prefix.includes('{')) return 'its first section must be text: the prefix';
  if (prefix.startsWith('_')) return `the prefix "${prefix}" is for the emulator's own routes`;
  const fields = segments.flat().flatMap((part) => ('field' in part ? [part.field] : []));
  return { pattern: `/${sections.join('/')}`, prefix, segments, fields: [...new Set(fields)] };
}

/**
 * Returns what two patterns of a site must not have in common: which field a section has makes no difference.
 * @see https://support.wix.com/en/article/cms-making-multiple-dynamic-page-urls-unique
 */
export function shapeOf({ pattern }: PageUrl): string {
  return pattern.replace(/\{[^}]+\}/gu, '{}');
}

/**
 * Returns the name of the pattern below its prefix, as `customizeQuery()` gets it: `/{title}`, and `/` for the prefix alone.
 * @see https://dev.wix.com/docs/velo/events-service-plugins/routers/service-plugins/wix-router/customize-query (the example has
 *   the prefix `myRouter` and the route `/users/{name}`)
 */
export function routeOf({ pattern, prefix }: PageUrl): string {
  return pattern.slice(prefix.length + 1) || '/';
}

/**
 * Converts a value to its part of a URL, before percent-encoding: spaces become `-`. Returns undefined for a value of which
 * no URL can be made: an item with an empty field has no page.
 * @see https://dev.wix.com/docs/velo/events-service-plugins/routers/service-plugins/wix-router/router ("spaces are replaced with
 *   dashes")
 * @see https://support.wix.com/en/article/about-calculated-fields (an empty field). Assumed: lower case; `-` also for
 *   characters that end a path or a section of it; lists, objects and dates have no URL
 */
export function toUrlText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return toUrlText(String(value));
  if (typeof value !== 'string' || value.trim() === '' || value.length > MAX_LENGTH) {
    return undefined;
  }
  const text = value.toLowerCase().replaceAll(NOT_IN_URL, '-');
  // Half of a surrogate pair cannot be encoded.
  return /\p{Surrogate}/u.test(text) ? undefined : text;
}

/** White space, characters that end a path or a section, a full stop at the end, and what looks like an escape. */
const NOT_IN_URL = /[\s/\\?#;\u0000-\u001F\u007F-\u009F]|\.(?=\.*$)|%(?=[\da-f]{2})/giu;

/** Returns the URL of an item, percent-encoded: `/projects/big-tower`; undefined if a field of the pattern has no value. */
export function urlOfItem(
  { segments }: PageUrl,
  item: Readonly<Record<string, unknown>>,
): string | undefined {
  const written = segments.map((parts) => writeSegment(parts, item));
  return written.includes(undefined)
    ? undefined
    : `/${written.map((it) => encodeURIComponent(it ?? '')).join('/')}`;
}

/** Returns the segments of an address, percent-decoded; one that cannot be decoded stays as it is. */
export function readPath({ pathname }: URL): readonly string[] {
  return pathname.split('/').filter(Boolean).map(decode);
}

/**
 * Returns the segments of an address as page code gets them, percent-encoded: without the prefix of a router or a dynamic
 * page.
 * @see https://dev.wix.com/docs/velo/apis/wix-location-frontend/introduction
 */
export function pathBelow({ pathname }: URL, prefix: string | undefined): readonly string[] {
  const path = pathname.split('/').filter(Boolean);
  return prefix === undefined ? path : path.slice(1);
}

/**
 * Returns whether an item has the URL with these segments, which are percent-decoded. The case of text counts, the case of
 * values does not.
 */
export function matchesItem(
  { segments }: PageUrl,
  path: readonly string[],
  item: Readonly<Record<string, unknown>>,
): boolean {
  return (
    path.length === segments.length &&
    segments.every((parts, index) => {
      const written = writeSegment(parts, item);
      const asked = path[index] ?? '';
      if (written === undefined) return false;
      return hasField(parts) ? toUrlText(written) === toUrlText(asked) : written === asked;
    })
  );
}

/** Returns whether some item could have the URL with these segments. */
export function matchesShape({ segments }: PageUrl, path: readonly string[]): boolean {
  return (
    path.length === segments.length &&
    segments.every((parts, index) => hasField(parts) || writeSegment(parts, {}) === path[index])
  );
}

function writeSegment(
  parts: readonly PatternPart[],
  item: Readonly<Record<string, unknown>>,
): string | undefined {
  const texts = parts.map((part) => ('text' in part ? part.text : toUrlText(item[part.field])));
  return texts.includes(undefined) ? undefined : texts.join('');
}

function hasField(parts: readonly PatternPart[]): boolean {
  return parts.some((part) => 'field' in part);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
