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

it.each([
  ['markup', '<img src=x onerror="alert(1)"><script>alert(2)</script>'],
  ['a script URL', 'javascript:alert(1) <a href="javascript:alert(1)">here</a>'],
  ['a change of the writing direction', '<b>\u202Eexe.\u2066gpj</b>'],
])('stores %s as text, and returns and shows it as text', async (_name, hostile) => {
  const { harness } = await setUp();
  const [owner, visitor] = [await harness.admin(), await harness.visitor()];
  expect(await visitor.call('sendBasicMessage', hostile)).toMatchObject({ ok: true });
  const form = { firstName: 'Ada', email: 'ada@example.com', message: hostile };
  const sent = await visitor.call('sendFormData', form, { form: 'contact' });
  expect(sent).toMatchObject({ ok: true });
  const { id } = await harness.conversationOf({ anonymousVisitorId: visitor.id });

  const messages = listAt(await owner.call('listAllMessages', id), 'messages');
  const contents = messages.map((message) => at(message, 'content'));
  const texts = contents.flatMap((content) => listAt(content, 'basic', 'items'));
  expect(texts).toContainEqual({ text: hostile });
  const fields = contents.flatMap((content) => listAt(content, 'form', 'fields'));
  expect(fields).toContainEqual({ name: 'Message', value: hostile });

  const screen = await harness.emulator.fetch(`/_emulator/inbox/${id}`);
  const html = await screen.text();
  expect(html).not.toContain(hostile);
  const escaped = hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  expect(html.split(escaped).length).toBeGreaterThan(2);
});

it.each(['\u0000', '\u0007', '\u001b[2J', '\ud800'])(
  'refuses the control character or half character %j in every text that it stores',
  async (character) => {
    const { harness } = await setUp();
    const visitor = await harness.visitor();
    const text = `Hello ${character}`;
    const calls = [
      ['sendBasicMessage', text],
      ['sendFormData', { firstName: text }],
      ['sendFormData', { firstName: 'Ada', email: `${character}a@example.com` }],
      ['sendMinimalMessage', text],
    ] as const;
    for (const [method, ...args] of calls) {
      const response = await harness.post(method, args, visitor.token);
      const isOk = response.status === 200 && at(parse(response.text), 'result', 'ok');
      expect([method, isOk === true]).toEqual([method, false]);
    }
    expect(await harness.wixCalls()).toEqual([]);
  },
);
