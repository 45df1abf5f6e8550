// The values of the victims that an argument could select, in several spellings, each beside a value of no one.
import type { Selection } from './declarations.ts';
import { FOREIGN_CONVERSATION, listVictims, type Victim, type Victims } from './victims.ts';

/** A value that selects a victim, and one of the same form that selects no one. Both must get the same answer. */
export interface AttackValue {
  readonly value: unknown;
  readonly decoy: unknown;
}

/** How many spellings to pass: `some` has those that a service is likely to treat as the original. */
export type Spellings = 'one' | 'some' | 'all';

/** Values as text; `decoy` has the same length, so that "got 36 characters" is the same too. */
type TextValue = readonly [value: string, decoy: string];

const NOBODY = '0d9c1e57-5f0b-4a6e-8c1d-7b3e9f2a4c60';

/** Returns the values of the victims of each kind, before they are spelled. No entry: the argument selects no one. */
const VALUES: {
  readonly [Kind in Exclude<Selection, 'nothing'>]: (
    all: readonly Victim[],
  ) => readonly TextValue[];
} = {
  conversation: (all) => [
    ...all.map(({ conversationId }): TextValue => [conversationId, NOBODY]),
    [FOREIGN_CONVERSATION, NOBODY],
  ],
  member: (all) => present(all, ({ memberId }) => memberId).map((id) => [id, NOBODY]),
  contact: (all) => present(all, ({ contactId }) => contactId).map((id) => [id, NOBODY]),
  visitor: (all) => present(all, ({ visitorId }) => visitorId).map((id) => [id, NOBODY]),
  email: (all) =>
    present(all, ({ email }) => email).map((email) => [email, email.replace('victim', 'person')]),
  cursor: (all) => withOtherEnd(present(all, ({ cursor }) => cursor)),
  'idempotency key': (all) => withOtherEnd(present(all, ({ idempotencyKey }) => idempotencyKey)),
  // Tickets of other people: test/backend/open-form.test.ts, with a clock that the test moves.
  'form ticket': () => withOtherEnd([`AAAAAA.${'B'.repeat(60)}`]),
  form: () => [
    ['__proto__', 'no-a-form'],
    ['constructor', 'not-a-form-'],
  ],
  activity: () => [
    ['__proto__', 'no-such-1'],
    ['constructor', 'no-such-one'],
  ],
  'form field': (all) => all.flatMap(toTexts),
  'search text': (all) => all.flatMap(toTexts),
  attachments: (all) =>
    present(all, ({ attachment }) => attachment).map((url) => [
      url,
      url.replace('secret', 'others'),
    ]),
};

/** Returns the values to pass to an argument that selects this. Empty only for `nothing`. */
export function valuesOf(
  selection: Selection,
  victims: Victims,
  spellings: Spellings,
): readonly AttackValue[] {
  if (selection === 'nothing') return [];
  const all = VALUES[selection](listVictims(victims));
  // A text of a form selects no one: a few of them show that.
  const values = selection === 'form field' && spellings === 'one' ? all.slice(0, 1) : all;
  const toArgument = (text: string) => (selection === 'attachments' ? [text] : text);
  return spell(selection, spellings).flatMap((respell) =>
    values.map(([value, decoy]) => ({
      value: toArgument(respell(value)),
      decoy: toArgument(respell(decoy)),
    })),
  );
}

type Respell = (text: string) => string;

const upperCase: Respell = (text) => text.toUpperCase();
const ORIGINAL: Respell = (text) => text;
const SPELLINGS: readonly Respell[] = [
  (text) => ` ${text}`,
  (text) => `${text} `,
  (text) => `${text}\u200b`,
  (text) => text.replace(/^[!-~]/, (first) => String.fromCharCode(first.charCodeAt(0) + 0xfee0)),
  (text) => encodeURIComponent(text).replaceAll('-', '%2D'),
];
/** Spellings of one kind; GUIDs without hyphens or in braces, addresses that some services deliver to the same person. */
const OWN_SPELLINGS: Partial<Readonly<Record<Selection, readonly Respell[]>>> = {
  email: [
    (text) => text.replace('.', ''),
    (text) => text.replace('@', '+shop@'),
    (text) => text.replace('@', '.@'),
    (text) => `<${text}>`,
    (text) => text.replace(/^./, (first) => first.toUpperCase()),
  ],
  conversation: [(text) => text.replaceAll('-', ''), (text) => `{${text}}`],
  member: [(text) => text.replaceAll('-', ''), (text) => `member:${text}`],
};

function spell(selection: Selection, spellings: Spellings): readonly Respell[] {
  // A name is looked up as it is, and repeated in the answer.
  if (selection === 'form' || selection === 'activity') return [ORIGINAL];
  const own = OWN_SPELLINGS[selection] ?? [];
  switch (spellings) {
    case 'one':
      return [ORIGINAL];
    case 'some':
      return [ORIGINAL, upperCase, ...own.slice(0, 1)];
    case 'all':
      return [ORIGINAL, upperCase, ...own, ...SPELLINGS];
  }
}

function present(
  victims: readonly Victim[],
  read: (victim: Victim) => string | undefined,
): readonly string[] {
  return victims.map(read).filter((value) => value !== undefined);
}

/** A victim's name and phone, backwards as the decoy. */
function toTexts({ firstName, lastName = '', phone }: Victim): readonly TextValue[] {
  return [`${firstName} ${lastName}`.trim(), phone].flatMap((text): readonly TextValue[] =>
    text === undefined ? [] : [[text, reverse(text)]],
  );
}

/** Pairs each value with one that differs in the last four characters. */
function withOtherEnd(values: readonly string[]): readonly TextValue[] {
  return values.map((value) => [value, `${value.slice(0, -4)}zzzz`]);
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
