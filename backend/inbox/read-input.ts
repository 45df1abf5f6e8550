import * as v from 'valibot';
import { isGuid } from 'backend/inbox/guid';
import { InboxError } from 'backend/inbox/inbox-error';
import { describe, isRecord, isSendable, toPrintable } from 'public/inbox-input';
import type { InboxErrorCode } from 'public/inbox-errors';

const HTTPS = /^https:\/\/[^\s/\\?#@]+([/?#][^\s\\]*)?$/i;
const INVISIBLE = /\p{C}/u;
/** Deeper than any argument of a web method. */
const MAX_DEPTH = 8;
/** Faults that an answer names at most. */
const MAX_FAULTS = 20;

/**
 * Reads an argument of a web method by its schema, before anything is called.
 *
 * Properties that are `undefined` count as missing, as in JSON. Faults are named by the argument's
 * path (`message.form.fields[3].name`) and say what came by type and size.
 *
 * @throws {InboxError} INVALID_INPUT, or `code`, with `fields`.
 */
export function readInput<Schema extends v.GenericSchema>(
  name: string,
  schema: Schema,
  input: unknown,
  code: InboxErrorCode = 'INVALID_INPUT',
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, withoutUndefined(input, name, 0));
  if (parsed.success) return parsed.output;
  const faults = parsed.issues
    .slice(0, MAX_FAULTS)
    .map((issue) => [toPath(name, issue), explain(issue)] as const);
  throw new InboxError(code, { fields: Object.fromEntries(faults) });
}

/** Refuses one argument that is not read by a schema. */
export function refuse(
  field: string,
  says: string,
  code: InboxErrorCode = 'INVALID_INPUT',
): InboxError {
  return new InboxError(code, { fields: { [field]: says } });
}

/** Text of 1 to `max` characters that can be sent. */
export function textOf(max: number) {
  return v.pipe(
    v.string(),
    v.nonEmpty('Expected text, got none.'),
    v.maxLength(max),
    v.check(isSendable, 'This has characters that cannot be sent.'),
    v.check((text) => text.trim() !== '', 'Expected text, got only spaces.'),
  );
}

/** An https address without a user name, of `max` characters at most. */
export function urlOf(max: number) {
  return v.pipe(
    v.string(),
    v.maxLength(max),
    v.check(isHttps, 'Expected an address that begins with https:// and has no user name.'),
  );
}

/** A GUID. */
export const Guid = v.pipe(
  v.string(),
  v.check((text) => isGuid(text), 'Expected an id of Wix (a GUID).'),
);

function isHttps(text: string): boolean {
  if (!HTTPS.test(text) || INVISIBLE.test(text)) return false;
  try {
    const { protocol, username, password } = new URL(text);
    return protocol === 'https:' && username === '' && password === '';
  } catch {
    return false;
  }
}

function withoutUndefined(input: unknown, name: string, depth: number): unknown {
  if (depth > MAX_DEPTH) throw refuse(name, `Expected at most ${MAX_DEPTH} levels.`);
  if (Array.isArray(input)) return input.map((item) => withoutUndefined(item, name, depth + 1));
  if (!isRecord(input)) return input;
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, withoutUndefined(value, name, depth + 1)]),
  );
}

function toPath(name: string, issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).reduce((path, { key }) => {
    return typeof key === 'number'
      ? `${path}[${key}]`
      : `${path}.${toPrintable(String(key)) || '?'}`;
  }, name);
}

/** valibot's own sentences quote what came; these do not. */
function explain(issue: v.BaseIssue<unknown>): string {
  const got = `got ${describe(issue.input)}.`;
  switch (issue.type) {
    case 'check':
    case 'non_empty':
    case 'raw_check':
      return issue.message;
    case 'max_length':
      return `At most ${unit(issue)}, ${got}`;
    case 'min_length':
      return `At least ${unit(issue)}, ${got}`;
    case 'min_value':
      return `At least ${String(issue.requirement)}, ${got}`;
    case 'max_value':
      return `At most ${String(issue.requirement)}, ${got}`;
    case 'integer':
      return 'Expected a whole number.';
    default:
      if (issue.expected === 'never') return 'There is no such property.';
      return `Expected ${EXPECTED[issue.type] ?? issue.expected ?? 'something else'}, ${got}`;
  }
}

/** What a schema takes, in plain words. */
const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function unit({ requirement, input }: v.BaseIssue<unknown>): string {
  return `${String(requirement)} ${Array.isArray(input) ? 'entries' : 'characters'}`;
}
