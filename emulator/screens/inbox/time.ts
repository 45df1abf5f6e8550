// Formats times in the machine's time zone; the emulator's clock decides what "today" is. No relative times, which
// would become outdated on an open page.

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const TIME_WITH_SECONDS = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const SHORT_DAY_WITH_YEAR = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** Formats a date as a day and a time. */
export function formatDayTime(
  date: Date,
  now: Date,
): { readonly day: string; readonly time: string } {
  return {
    day: isSameDay(date, now) ? `Today, ${DAY.format(date)}` : DAY.format(date),
    time: TIME.format(date),
  };
}

/** Formats a date briefly: the time if it is today, otherwise the day. */
export function formatShortTime(date: Date, now: Date): string {
  if (isSameDay(date, now)) return TIME.format(date);
  const isThisYear = date.getFullYear() === now.getFullYear();
  return (isThisYear ? SHORT_DAY : SHORT_DAY_WITH_YEAR).format(date);
}

/** Formats the time of a date to the second, without the day. */
export function formatClockTime(date: Date): string {
  return TIME_WITH_SECONDS.format(date);
}

/** Formats a date in full: day, time to the second and time zone. */
export function formatExactTime(date: Date): string {
  return EXACT.format(date);
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
