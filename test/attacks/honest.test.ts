import { expect, it } from 'vitest';
import { prepareVictims } from '../support/attacks/attack.ts';
import { argumentsWith, METHODS, type MethodInput } from '../support/attacks/declarations.ts';
import { shareTarget } from '../support/attacks/target.ts';
import { idsOf, listVictims, type Victim } from '../support/attacks/victims.ts';
import { at, listAt, parse } from '../support/stories/json.ts';

// What the attacks must not break: the site owner reads the data of each person, and each person their own.

const setUp = shareTarget();

/** Returns the value with which the owner selects a person in an input; undefined if it does not select them. */
function ownValue({ selection, property }: MethodInput, victim: Victim): string | undefined {
  const { kind, conversationId, memberId, contactId, visitorId, email, phone, firstName } = victim;
  switch (selection) {
    case 'conversation':
      return conversationId;
    case 'member':
      return memberId;
    case 'contact':
      return kind === 'contact' ? contactId : undefined;
    case 'visitor':
      return visitorId;
    case 'email':
      return email;
    case 'search text':
      // Only a contact has a phone: a form does not add the one that was typed.
      if (kind === 'visitor') return undefined;
      return property === 'name' ? firstName : kind === 'contact' ? phone : undefined;
    default:
      return undefined;
  }
}

it('gives the site owner the data of each person, by everything that selects them', async () => {
  const { harness } = await setUp();
  const { victims } = await prepareVictims({ harness });
  const owner = await harness.admin();
  const selected: string[] = [];
  const selections = METHODS.filter(({ permission }) => permission === 'Admin').flatMap((method) =>
    method.inputs.flatMap((input) =>
      listVictims(victims).flatMap((victim) => {
        const value = ownValue(input, victim);
        return value === undefined ? [] : [{ method, input, victim, value }];
      }),
    ),
  );
  for (const { method, input, victim, value } of selections) {
    const args = argumentsWith(method, input, value);
    const { text } = await harness.post(method.name, args, owner.token);
    expect([args, at(parse(text), 'result', 'ok')]).toEqual([args, true]);
    const others = [...idsOf(victim), ...victim.canaries].filter((secret) => secret !== value);
    expect(others.filter((secret) => text.includes(secret))).not.toEqual([]);
    selected.push(`${method.name} ${victim.kind}`);
  }
  expect([...new Set(selected)].toSorted()).toEqual(
    [
      ...['sendMessageTo', 'openConversation', 'getConversation', 'listAllMessages'].flatMap(
        (name) => [`${name} contact`, `${name} member`, `${name} visitor`],
      ),
      ...['findParticipants contact', 'findParticipants member'],
    ].toSorted(),
  );
  expect(await owner.call('listRecent')).toMatchObject({ ok: true });
  expect(await owner.call('checkInbox')).toMatchObject({ ok: true });
});

it('gives each participant their own messages, page and key', async () => {
  const { harness } = await setUp();
  const { victims } = await prepareVictims({ harness });
  const people = listVictims(victims).flatMap(({ person, ...victim }) =>
    person ? [{ person, ...victim }] : [],
  );
  expect(people).toHaveLength(2);
  for (const { person, text, attachment, idempotencyKey, cursor, canaries } of people) {
    const options = { idempotencyKey, attachments: [attachment] };
    expect(await person.call('sendBasicMessage', text, options)).toMatchObject({ replayed: true });
    const first = await person.call('listMessages');
    const older = cursor === undefined ? undefined : await person.call('listMessages', { cursor });
    const messages = [...listAt(first, 'messages'), ...listAt(older, 'messages')];
    expect(JSON.stringify(messages)).toContain(`"${text}"`);
    expect(canaries).toContain(text);
  }
});
