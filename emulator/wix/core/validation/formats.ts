// Emulates the formats of Wix's field rules (`@format` in its packages). Not emulated: formats that no emulated
// request uses.

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** The days that every month has. */
const COMMON_DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
// Spaces and control characters, which `new URL` would silently drop or encode.
const NOT_IN_URL = /[\u0000- \u007f]/u;

/** Format checks by Wix's format name. The names are Wix's; the details are assumed. */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  GUID: (text) => GUID.test(text),
  /** An absolute http or https URL. */
  WEB_URL: isWebUrl,
  EMAIL: (text) => text.length <= 320 && EMAIL.test(text),
  COUNTRY: (text) => /^[A-Z]{2}$/.test(text),
  LANGUAGE: (text) => /^[a-z]{2}$/.test(text),
  LANGUAGE_TAG: isLanguageTag,
  LOCAL_DATE: (text) => LOCAL_DATE.test(text) && isCalendarDate(text),
};

/** Returns whether a text is a date and time as Wix writes it: ISO 8601 with a time zone. */
export function isDateTime(text: string): boolean {
  return (
    DATE_TIME.test(text) && isCalendarDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
  );
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && !NOT_IN_URL.test(text) && URL.canParse(text);
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Returns whether a date exists: `new Date` turns June 31 into July 1. */
function isCalendarDate(text: string): boolean {
  if (COMMON_DAY.test(text)) {
    return true;
  }
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
