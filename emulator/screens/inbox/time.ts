// Times in the words of the list: the machine's own time zone, Wix's clock for "today". Leaves out relative times, which would go stale.

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

/** The day and the time of a moment, apart. */
export function dayTime(moment: Date, now: Date): { readonly day: string; readonly time: string } {
  return {
    day: isSameDay(moment, now) ? `Today, ${DAY.format(moment)}` : DAY.format(moment),
    time: TIME.format(moment),
  };
}

/** A moment in a few characters: the time if it is today, else the day. */
export function shortTime(moment: Date, now: Date): string {
  if (isSameDay(moment, now)) return TIME.format(moment);
  const thisYear = moment.getFullYear() === now.getFullYear();
  return (thisYear ? SHORT_DAY : SHORT_DAY_WITH_YEAR).format(moment);
}

/** The time of a moment to the second, without its day. */
export function clockTime(moment: Date): string {
  return TIME_WITH_SECONDS.format(moment);
}

/** A moment to the second, with its time zone. */
export function exactTime(moment: Date): string {
  return EXACT.format(moment);
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
