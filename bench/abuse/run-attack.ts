// Runs one attack, with an honest visitor and an honest member who write meanwhile.
import type { Attack } from './attacks.ts';
import { findExceeded, toBounds, type Bounds } from './bounds.ts';
import type { Containers } from './containers.ts';
import { countStored, subtract } from './figures.ts';
import { addPerson, type Outcome, type SendOne } from './people.ts';
import type { Timeline } from './timeline.ts';

/** What an attack caused. */
export interface Report {
  readonly name: string;
  readonly attempts: number;
  readonly figures: Bounds;
  readonly bounds: Bounds;
  /** Calls to Wix of the whole site, the honest people and events included. */
  readonly wixCalls: number;
  /** Lines of the site's log. */
  readonly logLines: number;
  readonly visitor: Outcome;
  readonly member: Outcome;
  /** What is wrong: figures above their bound, honest people who did not get through, unexpected errors. */
  readonly problems: readonly string[];
}

/** Codes that a refused attempt may have. */
const REFUSALS = ['TOO_MANY_MESSAGES', 'BUSY', 'IN_PROGRESS', 'UNCONFIRMED'];
/** The page's own retries take this long, in seconds. */
const PAGE_SECONDS = 40;
const MEMBER_TEXTS = 10;

/** Runs an attack on a new day of the site. */
export async function runAttack(
  containers: Containers,
  timeline: Timeline,
  attack: Attack,
): Promise<Report> {
  const { wix, limits } = containers;
  const from = timeline.startDay();
  const site = { before: countStored(wix.database), calls: containers.wixCalls() };
  const logged = captureLog();
  try {
    const scripts = await addScripts(containers, timeline, { attack, from });
    // When the scripts have used up the visitors' budget, if they can.
    const groups = Math.ceil((1.2 * limits.site.visitors.messages) / attack.group);
    const people = await addHonestPeople(containers, timeline, from + groups * attack.everyMs);
    await timeline.run();

    const stored = subtract(countStored(wix.database), site.before);
    const { visitor, member } = people;
    const ofEvents = stored.messages - visitor.sent - member.sent;
    const figures = {
      accepted: attack.sends === 'like' ? ofEvents : scripts.accepted,
      ...stored,
    };
    const to = timeline.now();
    const [memberMessages, visitorMessages] = [member.written, visitor.written];
    const bounds = toBounds(attack, limits, { from, to, memberMessages, visitorMessages });
    // One visitor can send less than the budget of all visitors, so they cannot lock out another one.
    const isBudgetUsedUp =
      attack.by === 'fresh visitors' && ['form', 'chat'].includes(attack.sends);
    const visitorSeconds = isBudgetUsedUp ? limits.site.visitors.minutes * 60 : 0;
    return {
      name: attack.name,
      attempts: attack.attempts,
      figures,
      bounds,
      wixCalls: containers.wixCalls() - site.calls,
      logLines: logged.count(),
      visitor,
      member,
      problems: [
        ...findExceeded(figures, bounds),
        ...checkOutcome('the honest visitor', visitor, visitorSeconds + PAGE_SECONDS),
        ...checkOutcome('the honest member', member, PAGE_SECONDS),
        ...[...scripts.refusals]
          .filter(([code]) => !REFUSALS.includes(code))
          .map(([code, count]) => `${String(count)} attempts were refused with ${code}`),
        ...containers.takeThrown(),
      ],
    };
  } finally {
    logged.stop();
  }
}

/** Adds the attempts of a script, and counts their results. */
async function addScripts(
  containers: Containers,
  timeline: Timeline,
  { attack, from }: { readonly attack: Attack; readonly from: number },
) {
  const { attempts, group, everyMs } = attack;
  const attempt = await attack.start(containers);
  const counts = { accepted: 0, refusals: new Map<string, number>() };
  async function runGroup(first: number): Promise<void> {
    const size = Math.min(group, attempts - first);
    const results = await Promise.all(
      Array.from({ length: size }, (_, index) => attempt(first + index)),
    );
    for (const result of results) {
      if (result?.ok && result['once'] === true) counts.accepted += 1;
      if (!result || result.ok) continue;
      const { code } = result.error;
      counts.refusals.set(code, (counts.refusals.get(code) ?? 0) + 1);
    }
  }
  for (let first = 0; first < attempts; first += group) {
    timeline.schedule(from + (first / group) * everyMs, () => runGroup(first));
  }
  return counts;
}

/** Adds a visitor who sends a form and two texts, and a member who sends ten texts. */
async function addHonestPeople(
  { openSession, call }: Containers,
  timeline: Timeline,
  from: number,
): Promise<{ readonly visitor: Outcome; readonly member: Outcome }> {
  const ada = await openSession({ as: 'visitor' });
  const nora = await openSession({ as: 'member', email: 'nora@example.com' });
  const text =
    (token: string, content: string): SendOne =>
    (idempotencyKey) =>
      call(token, 'sendBasicMessage', [content, { idempotencyKey }]);
  const form: SendOne = (idempotencyKey) =>
    call(ada.token, 'sendFormData', [
      { firstName: 'Ada', email: `${ada.id}@example.com`, message: 'Hello' },
      { form: 'contact', idempotencyKey },
    ]);
  const texts = Array.from({ length: MEMBER_TEXTS }, (_, index) => `Text ${String(index)}`);
  return {
    visitor: addPerson(timeline, {
      from,
      messages: [form, text(ada.token, 'One'), text(ada.token, 'Two')],
    }),
    member: addPerson(timeline, { from, messages: texts.map((it) => text(nora.token, it)) }),
  };
}

/** Keeps the lines that the site logs from the terminal, and counts them. */
function captureLog(): { count(): number; stop(): void } {
  const { error, warn } = console;
  let lines = 0;
  console.error = console.warn = () => void (lines += 1);
  return { count: () => lines, stop: () => void Object.assign(console, { error, warn }) };
}

function checkOutcome(
  who: string,
  { sent, written, longest }: Outcome,
  seconds: number,
): readonly string[] {
  if (sent < written) return [`${who} sent ${String(sent)} of ${String(written)} messages`];
  return longest > seconds
    ? [`${who} waited ${String(longest)} s, at most ${String(seconds)} s allowed`]
    : [];
}
