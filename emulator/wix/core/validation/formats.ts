// The formats that Wix's field rules name (`@format` in its packages). Leaves out formats that no emulated request uses.

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
// Spaces and control characters, which `new URL` would quietly drop or encode.
const NOT_IN_URL = /[\u0000- \u007f]/u;

/** Each format by Wix's name: whether a text keeps it. Only the names are Wix's; the details are assumed. */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  GUID: (text) => GUID.test(text),
  /** An absolute http or https address. */
  WEB_URL: isWebUrl,
  EMAIL: (text) => text.length <= 320 && EMAIL.test(text),
  COUNTRY: (text) => /^[A-Z]{2}$/.test(text),
  LANGUAGE: (text) => /^[a-z]{2}$/.test(text),
  LANGUAGE_TAG: isLanguageTag,
  LOCAL_DATE: (text) => LOCAL_DATE.test(text) && isDay(text),
};

/** Whether a text is a point in time as Wix writes it: ISO 8601 with a zone. */
export function isDateTime(text: string): boolean {
  return DATE_TIME.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
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

/** Whether a day is in the calendar: `new Date` rolls the 31st of June over to the 1st of July. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
