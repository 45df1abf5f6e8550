// The people who attack: who they are, how their session begins, and what the site lets them write.
import type { AssumptionsInput } from '../../../emulator/wix/core/assumptions.ts';
import type { Harness, Person } from '../stories/harness.ts';
import { at } from '../stories/json.ts';
import type { Target } from './target.ts';
import { CONTACT_EMAIL, MEMBER_EMAIL, type Victim, type Victims } from './victims.ts';

/** A session of an attacker. */
export interface Attacker {
  /** The token; undefined to call without one. */
  readonly token: string | undefined;
  /** Victims into whose conversation this session may write, but from which it may not read. */
  readonly writesTo: readonly Victim['kind'][];
}

/** A kind of attacker, and what the emulator assumes about Wix for them. */
export interface AttackerKind {
  readonly name: string;
  readonly assumptions?: AssumptionsInput;
  /** Acts before the victims exist. The result is the session from which the member logs in, or that `open` goes on with. */
  readonly before?: (harness: Harness) => Promise<Person>;
  /** Whether the member logs in from the session of `before`. */
  readonly isVictimsBrowser?: boolean;
  /** Victims whose conversation gets a form in which this attacker types the victim's address. */
  readonly typedReaches: readonly Victim['kind'][];
  /**
   * Begins a session. If the kind has assumptions, it is called once: whatever this person types, the site knows them as
   * a contact already. Otherwise each method, and each typed address, gets a new session.
   */
  open(target: Target, victims: Victims, before: Person | undefined): Promise<Attacker>;
}

const writesToNoOne = (token: string | undefined): Attacker => ({ token, writesTo: [] });

const ABSORBED = ['merged', 'fresh', 'not-found'] as const;
const OTHER_APP = '7c1f0a3e-94d2-4b58-8e6d-2f5a9b0c7d13';
let lastMember = 0;

/** Sessions that Wix accepts: of other people, or of people who lead Wix to the conversation of a victim. */
export const ATTACKERS_WITH_SESSION: readonly AttackerKind[] = [
  {
    name: 'a visitor',
    typedReaches: ['contact'],
    open: async ({ harness }) => writesToNoOne((await harness.visitor()).token),
  },
  {
    name: 'another member',
    typedReaches: [],
    async open({ harness }) {
      lastMember += 1;
      return writesToNoOne((await harness.member(`mallory-${lastMember}@example.com`)).token);
    },
  },
  ...ABSORBED.map((absorbedVisitor): AttackerKind => ({
    name: `a visitor who typed a contact’s address (${absorbedVisitor})`,
    assumptions: { absorbedVisitor },
    typedReaches: reachesOf(absorbedVisitor),
    open: ({ harness }) => openAfterTyping(harness, CONTACT_EMAIL, ['contact']),
  })),
  ...(
    [
      ['not-associated', 'merged'],
      ['associated', 'merged'],
      ['associated', 'fresh'],
      ['associated', 'not-found'],
    ] as const
  ).map(([notAuthenticatedMember, absorbedVisitor]): AttackerKind => ({
    name: `a visitor who typed a member’s address (${notAuthenticatedMember}, ${absorbedVisitor})`,
    assumptions: { notAuthenticatedMember, absorbedVisitor },
    typedReaches: notAuthenticatedMember === 'associated' ? ['contact', 'member'] : ['contact'],
    open: ({ harness }) =>
      openAfterTyping(
        harness,
        MEMBER_EMAIL,
        notAuthenticatedMember === 'associated' ? ['member'] : [],
      ),
  })),
  ...ABSORBED.map((absorbedVisitor): AttackerKind => ({
    name: `a visitor who typed an address that became a member’s (${absorbedVisitor})`,
    assumptions: { absorbedVisitor },
    typedReaches: reachesOf(absorbedVisitor),
    async before(harness) {
      const visitor = await harness.visitor();
      await visitor.call('sendFormData', { firstName: 'Mallory', email: MEMBER_EMAIL });
      return visitor;
    },
    open: async (_target, _victims, before) => ({ token: before?.token, writesTo: ['member'] }),
  })),
  ...(['new', 'same'] as const).flatMap((visitorAfterLogout) =>
    (visitorAfterLogout === 'same' ? ABSORBED : (['merged'] as const)).map(
      (absorbedVisitor): AttackerKind => ({
        name: `the next person at a member’s computer (${visitorAfterLogout} id, ${absorbedVisitor})`,
        assumptions: { visitorAfterLogout, absorbedVisitor },
        typedReaches: reachesOf(absorbedVisitor),
        before: (harness) => harness.visitor(),
        isVictimsBrowser: true,
        async open({ harness }, { member }) {
          const next = await harness.visitor({ from: member.person?.token });
          return { token: next.token, writesTo: visitorAfterLogout === 'same' ? ['member'] : [] };
        },
      }),
    ),
  ),
];

/** Sessions that Wix does not accept. */
export const ATTACKERS_WITHOUT_SESSION: readonly AttackerKind[] = [
  { name: 'no token', typedReaches: [], open: async () => writesToNoOne(undefined) },
  { name: 'an empty token', typedReaches: [], open: async () => writesToNoOne('') },
  {
    name: 'a made-up token',
    typedReaches: [],
    open: async () => writesToNoOne(`emulated.${'A'.repeat(32)}`),
  },
  {
    name: 'the member’s ID as a token',
    typedReaches: [],
    open: async (_target, { member }) => writesToNoOne(member.memberId),
  },
  {
    name: 'the member’s expired token',
    typedReaches: [],
    async open({ harness }) {
      return writesToNoOne((await harness.member(MEMBER_EMAIL, { expiresIn: 0 })).token);
    },
  },
  {
    name: 'the member’s token after a log-out that revoked it',
    typedReaches: [],
    async open({ harness, database }) {
      const { token } = await harness.member(MEMBER_EMAIL);
      await database.transaction(() => database.run('delete from tokens where token = ?', token));
      return writesToNoOne(token);
    },
  },
  {
    name: 'the visitor’s expired token',
    typedReaches: [],
    async open({ harness }, { visitor }) {
      const session = { id: visitor.visitorId, expiresIn: -1 };
      return writesToNoOne((await harness.visitor(session)).token);
    },
  },
];

/** A program with a valid token of another app: no person. */
export const ANOTHER_APP: AttackerKind = {
  name: 'another app of the site',
  typedReaches: [],
  async open({ harness }) {
    const session = await harness.control('POST', 'sessions', { as: 'app', id: OTHER_APP });
    return writesToNoOne(String(at(session, 'token')));
  },
};

/**
 * A form with an address reaches the conversation of its contact. Inbox does not find a visitor who was absorbed, if
 * that is the assumption: then it also reaches the member with the address, marked as not verified.
 */
function reachesOf(absorbed: (typeof ABSORBED)[number]): readonly Victim['kind'][] {
  return absorbed === 'not-found' ? ['contact', 'member'] : ['contact'];
}

async function openAfterTyping(
  harness: Harness,
  email: string,
  writesTo: Attacker['writesTo'],
): Promise<Attacker> {
  const visitor = await harness.visitor();
  await visitor.call('sendBasicMessage', 'Before');
  await visitor.call('sendFormData', { firstName: 'Mallory', email });
  await harness.emulator.settled();
  return { token: visitor.token, writesTo };
}
