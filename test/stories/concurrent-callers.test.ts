import { expect, it } from 'vitest';
import { settings } from '../../backend/inbox-settings.ts';
import { siteVariant, siteWithSettings } from '../support/site-variant.ts';
import { at } from '../support/stories/json.ts';
import {
  captureSiteLog,
  createHarness,
  type Person,
  type Harness,
  type RestConversation,
} from '../support/stories/harness.ts';
import { summarize } from '../support/stories/wix-calls.ts';

// Forty-eight people call at the same time, twice as many as reveal the mix-up below. Every call to Wix has a random
// delay.

const PEOPLE = 48;
const DELAYS = { faults: [{ operation: '*', calls: 'every', kind: 'delay', delayMs: [0, 20] }] };
/** The kinds of every eight people. */
const KINDS = [
  ...['member', 'visitor', 'owner', 'visitor'],
  ...['member', 'visitor', 'visitor with an address', 'member'],
] as const;

/** A caller whose texts all contain their own mark. */
interface TestCaller extends Person {
  readonly kind: string;
  readonly mark: string;
  /** Selects the web method, so that people of one kind call different ones. */
  readonly turn: number;
  readonly participant: object;
  /** The texts that their conversation must contain in the end. */
  readonly expectedTexts: string[];
}

async function createCallers(
  { visitor, member }: Harness,
  size: number,
  first = 0,
): Promise<readonly TestCaller[]> {
  const people: TestCaller[] = [];
  for (let index = first; index < first + size; index += 1) {
    const kind = KINDS[index % KINDS.length] ?? 'visitor';
    const isMember = kind === 'member' || kind === 'owner';
    const mark = `person-${index}`;
    const roles = kind === 'owner' ? ['Admin'] : [];
    const person = isMember ? await member(`${mark}@example.com`, { roles }) : await visitor();
    const participant = isMember ? { memberId: person.id } : { anonymousVisitorId: person.id };
    const turn = Math.floor(index / KINDS.length);
    people.push({ ...person, kind, mark, turn, participant, expectedTexts: [] });
  }
  return people;
}

/** Calls the web method of a caller's turn. Returns what is wrong with its result. */
async function callOne(caller: TestCaller): Promise<readonly string[]> {
  const { kind, mark, turn, expectedTexts, call } = caller;
  if (kind === 'owner') return callAsOwner(caller);
  const text = `${mark} was here`;
  const options = { idempotencyKey: `${mark}-`.padEnd(30, 'x') };
  const methodIndex = kind === 'visitor with an address' ? 0 : turn % 3;
  let result: unknown;
  if (methodIndex === 0) {
    const email = kind === 'visitor' ? {} : { email: `${mark}@example.com` };
    expectedTexts.push(`Contact of ${mark}`);
    result = await call('sendFormData', { firstName: mark, lastName: text, ...email }, options);
  } else if (methodIndex === 1) {
    expectedTexts.push(text);
    result = await call('sendBasicMessage', text, options);
  } else {
    expectedTexts.push('Looked at the prices');
    result = await call('sendMinimalMessage', 'viewed-prices', options);
  }
  return reportUnless(JSON.stringify(result) === '{"ok":true,"once":true}', mark, result);
}

/** Calls a method for Admins about the owner's own conversation, so that another one in the result is found. */
async function callAsOwner(owner: TestCaller): Promise<readonly string[]> {
  const { id, mark, turn, participant, expectedTexts, call } = owner;
  const methodIndex = turn % 3;
  if (methodIndex === 0) {
    const text = `To ${mark} from the business`;
    expectedTexts.push(text);
    const sent = await call('sendMessageTo', participant, { basic: { items: [{ text }] } });
    return reportUnless(at(sent, 'ok') === true, mark, sent);
  }
  if (methodIndex === 1) {
    const report = await call('checkInbox');
    return reportUnless(JSON.stringify(report).includes('MEMBER'), mark, report);
  }
  const opened = await call('openConversation', participant);
  const conversationId = at(opened, 'conversation', '_id');
  const [got, listed] = await Promise.all([
    call('getConversation', conversationId),
    call('listAllMessages', conversationId),
  ]);
  return [
    ...reportUnless(at(opened, 'conversation', 'participant', 'memberId') === id, mark, opened),
    ...reportUnless(JSON.stringify(got) === JSON.stringify(opened), mark, got),
    ...reportUnless(
      findMarks(listed).every((found) => found === mark),
      mark,
      listed,
    ),
  ];
}

const reportUnless = (isRight: boolean, mark: string, result: unknown): readonly string[] =>
  isRight ? [] : [`${mark} got ${JSON.stringify(result)}`];

const findMarks = (value: unknown): readonly string[] =>
  JSON.stringify(value).match(/person-\d+/g) ?? [];

/** Returns what is missing from a caller's conversation, and what does not belong there. */
function findMixUps(caller: TestCaller, { participant, messages }: RestConversation): string[] {
  const { kind, mark, id, expectedTexts } = caller;
  const ownIds = [id, ...(kind === 'visitor with an address' ? [participant['contactId']] : [])];
  const found = messages.map((message) => {
    const { form } = message.content;
    return form ? `${form.title} of ${form.fields[0]?.value}` : summarize(message);
  });
  const texts = found.filter((text) => !text.startsWith('Thank you')).toSorted();
  const thankYouCount = found.length - texts.length;
  const fromOthers = messages
    .filter(({ direction }) => direction === 'PARTICIPANT_TO_BUSINESS')
    .filter(({ sender }) => !Object.values(sender).some((sentBy) => ownIds.includes(sentBy)));
  return [
    ...reportUnless(
      JSON.stringify(texts) === JSON.stringify(expectedTexts.toSorted()),
      mark,
      found,
    ),
    ...reportUnless(thankYouCount === (kind === 'visitor with an address' ? 1 : 0), mark, found),
    ...reportUnless(fromOthers.length === 0, mark, fromOthers),
    ...findMarks(messages).flatMap((other) =>
      reportUnless(other === mark, mark, `a text of ${other}`),
    ),
  ];
}

/** Makes one call for each caller, at the same time or one after the other. Returns every mix-up. */
async function callAndFindMixUps(
  { control, emulator, conversationOf }: Harness,
  people: readonly TestCaller[],
  { atOnce = true } = {},
): Promise<readonly string[]> {
  await control('PUT', 'faults', DELAYS);
  let last: Promise<readonly string[]> = Promise.resolve([]);
  const calls = people.map((person) => {
    last = atOnce ? callOne(person) : last.then(() => callOne(person));
    return last;
  });
  const found = (await Promise.all(calls)).flat();
  await emulator.settled();
  await control('DELETE', 'faults');
  for (const person of people) {
    found.push(...findMixUps(person, await conversationOf(person.participant)));
  }
  return found;
}

it('never mixes up forty-eight people, half of whom call at the same time', async () => {
  // On a busy machine, all calls together may take longer than the time limit of one.
  const limits = { ...settings.limits, callMs: 30_000, sendWithinMs: 6_000 };
  const harness = await createHarness({ site: siteWithSettings({ limits }) });
  const people = await createCallers(harness, PEOPLE);
  // A message is sent within six seconds or not at all, also on a busy machine.
  expect(await callAndFindMixUps(harness, people.slice(0, PEOPLE / 2))).toEqual([]);
  expect(await callAndFindMixUps(harness, people.slice(PEOPLE / 2))).toEqual([]);
  // Everyone sent one text, except the owners whose method only reads.
  const texts = people.flatMap((person) => person.expectedTexts);
  const readers = people.filter(
    ({ kind, expectedTexts }) => kind === 'owner' && expectedTexts.length === 0,
  );
  expect(texts).toHaveLength(PEOPLE - readers.length);
  expect(readers.length).toBeLessThan(people.filter(({ kind }) => kind === 'owner').length);
}, 60_000);

it('finds the mix-up of a site that keeps the caller in a module variable', async () => {
  captureSiteLog();
  const site = siteVariant({
    'backend/inbox/access/caller': `
      import { resolveCaller as resolve } from 'backend/inbox/access/caller-original';
      export { callerKey, callerParticipant, toReader } from 'backend/inbox/access/caller-original';
      let caller;
      export async function resolveCaller(context) {
        caller = await resolve(context);
        await context.wix.tokenInfo();
        return caller;
      }
    `,
  });
  const harness = await createHarness({ site });
  // Sequential calls do not reveal it.
  expect(
    await callAndFindMixUps(harness, await createCallers(harness, 8), { atOnce: false }),
  ).toEqual([]);

  const found = await callAndFindMixUps(harness, await createCallers(harness, 24, 8));
  expect(found.filter((report) => report.includes('a text of')).length).toBeGreaterThan(0);
});
