// Compares the emulator's tables before and after an attack.
import type { Database } from '../../../emulator/database/database.ts';
import { idsOf, type Victim } from './victims.ts';

/** The rows of every table as text. A message's row names its conversation and participant. */
export type Rows = ReadonlySet<string>;

/** A message, with the IDs instead of the key of its conversation. */
const MESSAGES = `select m.sequence, m.document, c.id, c.participant_id from messages m
  join conversations c on c.key = m.conversation`;

/** Reads every row, except the tokens: the attackers' sessions add some. Call it when all events are handled. */
export function readRows(database: Database): Rows {
  const tables = database.all<{ readonly name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'tokens'`,
  );
  return new Set(
    tables.flatMap(({ name }) =>
      database
        .all(name === 'messages' ? MESSAGES : `select * from "${name}"`)
        .map((row) => `${name} ${JSON.stringify(row)}`),
    ),
  );
}

/**
 * What a message into a victim's conversation changes: a new message, its event, and the order of the conversations. If
 * a typed address was the reason, also the visitor's own row, which points to the contact.
 */
const CHANGES_OF_A_MESSAGE =
  /^(\+(messages|events|data_items|data_values|visitor_contacts)|[+-]conversations) /;

/**
 * Returns the rows of victims that were added, removed or changed, apart from what a message of the attacker changes in
 * the conversations that the attacker may write to.
 */
export function findForeignChanges(
  before: Rows,
  after: Rows,
  {
    victims,
    writesTo,
  }: { readonly victims: readonly Victim[]; readonly writesTo: readonly Victim['kind'][] },
): readonly string[] {
  const changes = [
    ...[...before].filter((row) => !after.has(row)).map((row) => `-${row}`),
    ...[...after].filter((row) => !before.has(row)).map((row) => `+${row}`),
  ];
  return changes.filter((change) =>
    victims.some(
      (victim) =>
        idsOf(victim).some((id) => change.includes(id)) &&
        !(writesTo.includes(victim.kind) && CHANGES_OF_A_MESSAGE.test(change)),
    ),
  );
}
