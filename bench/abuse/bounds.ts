// The most that the site's settings allow during an attack, derived from `limits`.
import type { BudgetName, InboxSettings, MessageLimit } from '../../backend/inbox/settings.ts';
import type { Attack } from './attacks.ts';
import type { Stored } from './figures.ts';

/** The time that an attack took, in ms since 1970, and what the honest people wrote meanwhile. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Messages of the honest member. */
  readonly memberMessages: number;
  /** Messages of the honest visitor. */
  readonly visitorMessages: number;
}

/** The most that may be stored, and accepted of the scripts. */
export interface Bounds extends Stored {
  readonly accepted: number;
}

const MINUTE_MS = 60_000;
/** Messages that a container takes of a budget at a time. */
const LEASE = 5;
const BUDGETS: readonly BudgetName[] = ['visitors', 'members', 'notifications', 'thanks', 'likes'];

/** The figures that have a bound. */
export const FIGURES = [
  'accepted',
  'messages',
  'notifications',
  'thanks',
  'contacts',
  'conversations',
  'entries',
  'leases',
] as const satisfies readonly (keyof Bounds)[];

/** Derives the bounds of an attack. */
export function toBounds(
  { sends, by }: Attack,
  limits: InboxSettings['limits'],
  span: Span,
): Bounds {
  const { site } = limits;
  const periods = (name: BudgetName) => countPeriods(site[name], span);
  const budget = (name: BudgetName) => site[name].messages * periods(name);
  const ownLimits = sends === 'form' ? limits.messages.visitorForm : limits.messages.visitorChat;
  const own =
    by === 'one visitor'
      ? Math.min(...ownLimits.map((limit) => limit.messages * countSliding(limit, span)))
      : Infinity;
  const accepted = {
    form: Math.min(budget('visitors'), own),
    chat: Math.min(budget('visitors'), own),
    like: budget('likes'),
    none: 0,
  }[sends];
  const ofScripts = sends === 'like' ? budget('likes') : 0;
  // The honest visitor shares the budget of the scripts, if these spend of it.
  const ofVisitors = Math.min(
    budget('visitors'),
    (ofScripts > 0 ? 0 : accepted) + span.visitorMessages,
  );
  const messages = ofVisitors + ofScripts + span.memberMessages;
  // A form creates a contact for its address, and a new contact is thanked.
  const forms = sends === 'form' ? ofVisitors : 1;
  const thanks = Math.min(budget('thanks'), forms);
  return {
    accepted,
    messages,
    // A chat of a member notifies once an hour, and is not counted in the budget.
    notifications: budget('notifications') + countPeriods({ messages: 1, minutes: 60 }, span),
    thanks,
    contacts: forms,
    // One for each visitor and member who sent, and one for each contact: Wix merges a visitor's into it.
    conversations: ofVisitors + ofScripts + forms + 1,
    entries: 2 * (messages + thanks),
    leases: BUDGETS.reduce(
      (sum, name) => sum + Math.ceil(site[name].messages / LEASE) * periods(name),
      0,
    ),
  };
}

/** Returns the names of the figures that are above their bound. */
export function findExceeded(figures: Bounds, bounds: Bounds): readonly string[] {
  return FIGURES.filter((name) => figures[name] > bounds[name]).map(
    (name) => `${name}: ${String(figures[name])}, at most ${String(bounds[name])} allowed`,
  );
}

/** Returns the number of fixed periods of a budget that a span touches. */
function countPeriods({ minutes }: MessageLimit, { from, to }: Pick<Span, 'from' | 'to'>): number {
  const period = (time: number) => Math.floor(time / (minutes * MINUTE_MS));
  return period(to) - period(from) + 1;
}

/** Returns how often a sliding limit can be used up within a span. */
function countSliding({ minutes }: MessageLimit, { from, to }: Pick<Span, 'from' | 'to'>): number {
  return Math.floor((to - from) / (minutes * MINUTE_MS)) + 1;
}
