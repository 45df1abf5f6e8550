// Calls the web methods with seeded payloads: valid ones, whose effect is checked, and ones that are invalid at one place.
import type { Result } from '../abuse/containers.ts';
import { INBOX_ERRORS } from '../../public/inbox-errors.ts';
import { checkAnswer } from './answers.ts';
import { ARGUMENTS, FORM_OPTIONS, type Argument } from './arguments.ts';
import { mutateForm } from './form-data.ts';
import type { Mutant } from './grammar.ts';
import { createRandom, type Random } from './random.ts';
import { callValid, type Site } from './valid.ts';

/** The web methods, `sendFormData` included. */
export type Method = keyof typeof ARGUMENTS | 'sendFormData';

/** What the payloads caused. */
export interface FuzzReport {
  readonly valid: number;
  readonly invalid: number;
  /** Number of answers by error code. */
  readonly codes: ReadonlyMap<string, number>;
  /** Number of invalid payloads by the branch of the validator that rejected them. */
  readonly branches: ReadonlyMap<string, number>;
  /** At most 20. */
  readonly failures: readonly string[];
}

const METHODS: readonly [Method, ...Method[]] = [
  'sendFormData',
  'sendBasicMessage',
  'sendMinimalMessage',
  'listMessages',
  // Messages of the business have by far the largest grammar.
  'sendMessageTo',
  'sendMessageTo',
  'sendMessageTo',
  'openConversation',
  'getConversation',
  'listAllMessages',
  'findParticipants',
  'listRecent',
  'checkInbox',
  'setUpInbox',
];
/** Methods without arguments have no invalid payloads. They are rarely called: they call all of Wix. */
const WITHOUT_ARGUMENTS: readonly Method[] = ['checkInbox', 'setUpInbox'];
const VALID_SHARE = 0.3;
const MAX_FAILURES = 20;

/** Creates a function that calls one payload after the other, and the report. */
export function createFuzz(site: Site, seed: number) {
  const random = createRandom(seed);
  const codes = new Map<string, number>();
  const branches = new Map<string, number>();
  const failures: string[] = [];
  const counts = { valid: 0, invalid: 0 };
  function fail(what: string): void {
    if (failures.length < MAX_FAILURES) failures.push(what);
  }

  function record(method: Method, result: Result): void {
    if (!result.ok) codes.set(result.error.code, (codes.get(result.error.code) ?? 0) + 1);
    const problem = checkAnswer(method, result);
    if (problem !== undefined) fail(`${method}: ${problem}`);
  }

  async function runValid(method: Method): Promise<void> {
    counts.valid += 1;
    const { args, results, problem } = await callValid(site, random, method);
    for (const result of results) record(method, result);
    if (problem !== undefined) fail(`${method}(${JSON.stringify(args).slice(0, 400)}): ${problem}`);
  }

  async function runInvalid(method: Method): Promise<void> {
    const { args, mutant } = mutateArguments(random, method);
    counts.invalid += 1;
    branches.set(mutant.branch, (branches.get(mutant.branch) ?? 0) + 1);
    const before = site.containers.wixCalls();
    const result = await site.containers.call(site.tokenFor(method), method, args);
    record(method, result);
    const code = mutant.code ?? 'INVALID_INPUT';
    const found = result.ok
      ? 'ok'
      : `${result.error.code} ${Object.keys(result.error.fields ?? {}).join()}`;
    const what = `${method}(${JSON.stringify(args).slice(0, 400)})`;
    const expected = `${code} ${mutant.path}`;
    if (found !== expected) fail(`${what}: ${found}, expected ${expected}`);
    if (site.containers.wixCalls() > before) fail(`${what}: called Wix`);
  }

  return {
    async run(count: number): Promise<void> {
      for (let index = 0; index < count; index += 1) {
        const method = random.pick(METHODS);
        const hasArguments = !WITHOUT_ARGUMENTS.includes(method);
        if (random.chance(VALID_SHARE)) await runValid(method);
        else if (hasArguments) await runInvalid(method);
        else await runInvalid('sendMessageTo');
      }
    },
    /** Adds the answers of calls that are not random. */
    record,
    report: (): FuzzReport => ({
      ...counts,
      codes,
      branches,
      failures: [...failures, ...site.containers.takeThrown()],
    }),
  };
}

/** Codes that no input of a caller causes, each with what does. */
export const NOT_BY_INPUT: Readonly<Partial<Record<keyof typeof INBOX_ERRORS, string>>> = {
  IDENTITY_UNKNOWN: 'the session',
  SESSION_EXPIRED: 'the session',
  SETTINGS_INVALID: 'the settings',
  IDENTITY_CHANGED: 'reserved',
  NOT_A_PARTICIPANT: 'a refusal of Wix',
  BLOCKED: "the site's hook",
  UNCONFIRMED: 'a failure of Wix',
  UNCLEAR: 'a failure of Wix',
  IN_PROGRESS: 'two calls at a time',
  TRY_LATER: 'a failure of Wix',
  CAPTCHA_REQUIRED: 'the settings',
  TICKET_REQUIRED: 'reserved',
  TICKET_EXPIRED: 'reserved',
  TICKET_TOO_EARLY: 'reserved',
  SEND_LOG_MISSING: 'the set-up',
  INBOX_INSTANCE_NOT_FOUND: 'the set-up',
  IDENTITY_DOES_NOT_MATCH: 'a refusal of Wix',
  CONTACT_NOT_FOUND: 'an event',
  COLLECTION_MISSING: 'the set-up',
  PERMISSION_DENIED: 'a refusal of Wix',
  REFUSED_BY_WIX: 'a payload that Wix refuses and this site does not',
  UNEXPECTED: 'a defect',
};

/** Returns the codes that input can cause and that were not reached, and those that must not occur and did. */
export function checkCodes({ codes }: FuzzReport): readonly string[] {
  const problems: string[] = [];
  for (const code of Object.keys(INBOX_ERRORS)) {
    const reason = Object.entries(NOT_BY_INPUT).find(([name]) => name === code)?.[1];
    const isReached = codes.has(code);
    if (reason === undefined && !isReached) problems.push(`${code} was not reached`);
    if (reason !== undefined && isReached) problems.push(`${code} was returned (${reason})`);
  }
  return problems;
}

function mutateArguments(
  random: Random,
  method: Method,
): { readonly args: readonly unknown[]; readonly mutant: Mutant } {
  if (method === 'sendFormData') return mutateFormArguments(random);
  const types: readonly Argument[] = ARGUMENTS[method];
  const index = random.below(types.length);
  const [name, type] = types[index] ?? FORM_OPTIONS;
  // Unknown names of an activity are a code of their own.
  const mutant =
    name === 'activity' && random.chance(0.5)
      ? {
          value: random.pick(['', 'x', 'constructor', 'Viewed-Prices']),
          path: name,
          branch: 'activity: unknown',
          code: 'UNKNOWN_ACTIVITY',
        }
      : type.mutate(random, name);
  // A text may be empty beside attachments, which are in the options.
  const isEmptyText = method === 'sendBasicMessage' && mutant.branch === 'text: empty';
  const args = types
    .slice(0, isEmptyText ? 1 : types.length)
    .map(([, other], position) => (position === index ? mutant.value : other.make(random)));
  return { args, mutant };
}

function mutateFormArguments(random: Random) {
  const { form, ...mutant } = mutateForm(random);
  const kind = random.below(10);
  if (kind === 0) {
    const name = random.pick(['', 'x', 'constructor', 'Contact']);
    const code = 'UNKNOWN_FORM';
    const unknown = { value: name, path: 'options.form', branch: 'form: unknown', code };
    return { args: [mutant.value, { form: name }], mutant: unknown };
  }
  const [, type] = FORM_OPTIONS;
  if (kind === 1) {
    const options = type.mutate(random, 'options');
    return { args: [mutant.value, options.value], mutant: options };
  }
  return { args: [mutant.value, { form }], mutant };
}
