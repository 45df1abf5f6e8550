// Calls web methods as an attacker with every value of the victims, and reports everything that the attacker learns,
// changes or makes the site read.
import type { RequestRecord } from '../../../emulator/wix/core/request-log.ts';
import { at } from '../stories/json.ts';
import type { Person, RawResponse } from '../stories/harness.ts';
import { listPublished } from '../stories/realtime-page.ts';
import type { Attacker, AttackerKind } from './attackers.ts';
import {
  argumentsWith,
  nameInput,
  type MethodDeclaration,
  type MethodInput,
} from './declarations.ts';
import { findForeignChanges, readRows } from './observed-changes.ts';
import type { Target } from './target.ts';
import { valuesOf, type AttackValue, type Spellings } from './values.ts';
import { createVictims, idsOf, listVictims, type Victim, type Victims } from './victims.ts';

/** An attack on web methods. */
export interface Attack {
  readonly target: Target;
  readonly kind: AttackerKind;
  readonly methods: readonly MethodDeclaration[];
  readonly victims: Victims;
  readonly spellings: Spellings;
  /** The session that the attacker had before the victims existed. */
  readonly before?: Person | undefined;
}

/** What an attack found. */
export interface AttackResult {
  /** The number of calls with a victim's value. */
  readonly calls: number;
  /** What went wrong, with the method and the argument: empty if the site is safe. */
  readonly findings: readonly string[];
}

/** Creates the victims for an attacker, who may have acted before them. */
export async function prepareVictims(
  { harness }: Pick<Target, 'harness'>,
  { assumptions = {}, before, isVictimsBrowser = false }: Partial<AttackerKind> = {},
): Promise<{ readonly victims: Victims; readonly before: Person | undefined }> {
  await harness.control('PUT', 'assumptions', assumptions);
  const person = await before?.(harness);
  const victims = await createVictims(harness, isVictimsBrowser ? person : undefined);
  return { victims, before: person };
}

/** Values per comparison of the site's state, so that their requests fit into the emulator's log. */
const CHUNK = 40;

/** A call of a method with a value for one of its inputs, or as an honest page makes it. */
interface Call {
  readonly method: MethodDeclaration;
  readonly selecting?: AttackValue & { readonly input: MethodInput };
}

/** Attacks every argument that selects something. */
export async function attackMethods(attack: Attack): Promise<AttackResult> {
  const calls = attack.methods.flatMap((method): readonly Call[] => [
    { method },
    ...method.inputs.flatMap((input) =>
      valuesOf(input.selection, attack.victims, attack.spellings).map((value): Call => ({
        method,
        selecting: { input, ...value },
      })),
    ),
  ]);
  const findings: string[] = [];
  for (let from = 0; from < calls.length; from += CHUNK) {
    findings.push(...(await attackAndObserve(attack, calls.slice(from, from + CHUNK))));
  }
  return { calls: calls.length, findings };
}

/** Makes some calls, and compares the site's data, requests, log and Realtime messages before and after. */
async function attackAndObserve(
  attack: Attack,
  calls: readonly Call[],
): Promise<readonly string[]> {
  const { target, victims } = attack;
  const { harness, database, log } = target;
  const all: readonly Victim[] = listVictims(victims);
  await harness.emulator.settled();
  const rowsBefore = readRows(database);
  const logFrom = log.length;
  const readRequests = await markRequests(target);

  const { answers, writesTo } = await attackWith(attack, calls);

  await harness.emulator.settled();
  const changes = { victims: all, writesTo };
  const findings = [
    ...answers,
    ...findForeignChanges(rowsBefore, readRows(database), changes).map((row) => `changed ${row}`),
    ...findForeignReads(await readRequests(), changes),
    ...log.slice(logFrom).flatMap((line) => findSecrets(line, all).map((it) => `logged ${it}`)),
    ...(await listPublished(harness)).flatMap((message) =>
      findSecrets(JSON.stringify(at(message, 'payload')), all).map((it) => `published ${it}`),
    ),
  ];
  return [...new Set(findings)].map((finding) => `${attack.kind.name}: ${finding}`);
}

/** Calls the method with each value and with its decoy: the answers have no secret and are the same. */
async function attackWith(
  { target, kind, victims, before }: Attack,
  calls: readonly Call[],
): Promise<{ readonly answers: string[]; readonly writesTo: readonly Victim['kind'][] }> {
  const answers: string[] = [];
  const writesTo = new Set<Victim['kind']>();
  const all: readonly Victim[] = listVictims(victims);
  const keepsSession = kind.assumptions !== undefined;
  let attacker: Attacker | undefined;

  async function open(): Promise<Attacker> {
    const opened = await kind.open(target, victims, before);
    opened.writesTo.forEach((victim) => writesTo.add(victim));
    return opened;
  }

  async function call({ method, selecting }: Call, value?: unknown): Promise<string> {
    const { name, permission, args: usual } = method;
    const isTyped = selecting?.input.selection === 'email' && permission === 'Anyone';
    if (isTyped) kind.typedReaches.forEach((victim) => writesTo.add(victim));
    // A typed address changes what a visitor is: each such call has a session of its own.
    const session = isTyped && !keepsSession ? await open() : (attacker ??= await open());
    const args = selecting ? argumentsWith(method, selecting.input, value) : usual;
    const response = toText(await target.harness.post(name, args, session.token));
    const sent = JSON.stringify(args).toLowerCase();
    answers.push(
      ...findSecrets(response, all)
        .filter((secret) => !sent.includes(secret.toLowerCase()))
        .map((secret) => `${nameInput(method, selecting?.input)} returned ${secret}`),
    );
    return withoutValue(response, value);
  }

  let previous: MethodDeclaration | undefined;
  for (const each of calls) {
    const { method, selecting } = each;
    // Each method gets a session that has not used the keys yet.
    const needsSession = method !== previous && method.permission === 'Anyone';
    if (needsSession && !keepsSession) attacker = undefined;
    previous = method;
    const answer = await call(each, selecting?.value);
    // A method for site owners refuses everyone else before it reads the value.
    if (!selecting || method.permission !== 'Anyone') continue;
    const ordinary = await call(each, selecting.decoy);
    if (answer !== ordinary) {
      const text = JSON.stringify(selecting.value);
      const name = nameInput(method, selecting.input);
      answers.push(`${name} tells ${text} apart: ${answer} and ${ordinary}`);
    }
  }
  return { answers, writesTo: [...writesTo] };
}

/** Marks the current end of the request log. Returns a function that returns the requests since. */
async function markRequests({ harness }: Target): Promise<() => Promise<readonly RequestRecord[]>> {
  const mark = `/inbox/v2/conversations/${crypto.randomUUID()}`;
  await harness.emulator.fetch(mark);
  return async () => {
    const requests = await harness.requests();
    const from = requests.findIndex(({ path }) => path === mark);
    if (from < 0) throw new Error('The request log is full: attack fewer values at once');
    return requests.slice(from + 1);
  };
}

const READS = /\.(Get|List|Query|Search)\w*$/;
/** Operations in which Wix trusts the session: elevated, the site would act as no one in particular. */
const OF_SESSION = /\.(SubmitContact|GetMyMember)$/;

/** What the site does to write into a conversation, and to notify the pages of its participant afterwards. */
const TO_WRITE = /\.(GetOrCreateConversation|GetConversation)$/;

/**
 * Returns the reads of a victim's conversation, contact or member, and the calls that must not be elevated.
 */
function findForeignReads(
  requests: readonly RequestRecord[],
  {
    victims,
    writesTo,
  }: { readonly victims: readonly Victim[]; readonly writesTo: readonly Victim['kind'][] },
): readonly string[] {
  return requests.flatMap(({ operation, path, body, identity }) => {
    if (OF_SESSION.test(operation) && identity?.kind === 'app') return [`elevated ${operation}`];
    if (!READS.test(operation)) return [];
    const request = JSON.stringify([path, body]);
    return victims
      .filter(({ kind }) => !(writesTo.includes(kind) && TO_WRITE.test(operation)))
      .filter((victim) => idsOf(victim).some((id) => request.includes(id)))
      .map(({ kind }) => `read the ${kind} with ${operation}`);
  });
}

/** Returns the secrets of victims in a text, also in base64 and in another case. */
function findSecrets(text: string, victims: readonly Victim[]): readonly string[] {
  const encoded = text.match(/[\w+/-]{16,}/g) ?? [];
  const decoded = encoded.map((part) => Buffer.from(part, 'base64').toString());
  const all = [text, ...decoded].join('\n').toLowerCase();
  return victims
    .flatMap((victim) => {
      const { email, canaries, resourceId, cursor, idempotencyKey, attachment } = victim;
      const selecting = [email, resourceId, cursor, idempotencyKey, attachment];
      return [...canaries, ...idsOf(victim), ...selecting];
    })
    .filter((secret) => secret !== undefined && all.includes(secret.toLowerCase()))
    .map(String);
}

function toText({ status, headers, text }: RawResponse): string {
  return `${status} ${JSON.stringify(headers)} ${text}`;
}

/** Returns an answer without what differs between two calls: the value itself, and the ID of a failed request. */
function withoutValue(answer: string, value: unknown): string {
  if (value === undefined) return answer;
  const text = Array.isArray(value) ? String(value[0]) : String(value);
  return [text, JSON.stringify(text).slice(1, -1)]
    .reduce((rest, part) => rest.replaceAll(part, 'VALUE'), answer)
    .replace(/"requestId":"[^"]*"/, '');
}
