import { expect, it } from 'vitest';
import { attackMethods, prepareVictims } from '../support/attacks/attack.ts';
import {
  ANOTHER_APP,
  ATTACKERS_WITHOUT_SESSION,
  ATTACKERS_WITH_SESSION,
  type AttackerKind,
} from '../support/attacks/attackers.ts';
import { METHODS } from '../support/attacks/declarations.ts';
import { shareTarget } from '../support/attacks/target.ts';

// Every web method, called by everyone who must not learn anything, with everything that could select another person.

const setUp = shareTarget();
/** The larger size passes every spelling of each value to every method, as every attacker. */
const isLarge = process.env['ATTACKS'] === 'all';
const METHODS_FOR_ANYONE = METHODS.filter(({ permission }) => permission === 'Anyone');

/** A permission does not depend on what a visitor did before: only two people try all methods in all spellings. */
function sizeOf({ assumptions }: AttackerKind) {
  if (isLarge) return { spellings: 'all', methods: METHODS } as const;
  return assumptions === undefined
    ? ({ spellings: 'some', methods: METHODS } as const)
    : ({ spellings: 'one', methods: METHODS_FOR_ANYONE } as const);
}

it.each(ATTACKERS_WITH_SESSION.map((kind) => [kind.name, kind] as const))(
  'gives away nothing to %s',
  async (_name, kind) => {
    const target = await setUp();
    const prepared = await prepareVictims(target, kind);
    const { findings, calls } = await attackMethods({ target, kind, ...prepared, ...sizeOf(kind) });
    expect(findings).toEqual([]);
    expect(calls).toBeGreaterThan(20);
    if (process.env['CALLS']) process.stderr.write(`${kind.name} ${calls}\n`);
  },
);

it('gives away nothing to anyone without a valid session', async () => {
  const target = await setUp();
  const spellings = isLarge ? 'all' : 'one';
  const { victims } = await prepareVictims(target);
  for (const kind of ATTACKERS_WITHOUT_SESSION) {
    const attack = { target, kind, victims, spellings, methods: METHODS } as const;
    const { findings, calls } = await attackMethods(attack);
    expect(findings).toEqual([]);
    expect(calls).toBeGreaterThan(40);
    if (process.env['CALLS']) process.stderr.write(`${kind.name} ${calls}\n`);
  }
});

async function attackAsAnotherApp() {
  const target = await setUp();
  const { victims } = await prepareVictims(target);
  const attack = { target, kind: ANOTHER_APP, victims, spellings: 'one', methods: METHODS } as const;
  return (await attackMethods(attack)).findings;
}

it('gives away nothing to another app, except whether a cursor is genuine', async () => {
  const findings = await attackAsAnotherApp();
  expect(findings.filter((finding) => !/listMessages, cursor: tells/.test(finding))).toEqual([]);
});

// The cursor is opened before the caller is identified: CURSOR_EXPIRED for a made-up one, IDENTITY_UNKNOWN for a genuine one.
it.fails('gives another app the same answer to a genuine cursor and to a made-up one', async () => {
  expect(await attackAsAnotherApp()).toEqual([]);
});
