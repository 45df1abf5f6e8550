// The part of the port suite about finding people and storing recent events.
import { expect, it, onTestFinished } from 'vitest';
import type { RecentEvent } from 'public/inbox-shapes';
import { ADA, errorOf, UNKNOWN_ID, type PortHarness } from './port-harness.ts';

const BOB = { email: 'bob@example.com', firstName: 'Bob', lastName: 'Ada' };

function recentEvent(name: string, at: string): RecentEvent {
  return {
    _id: name,
    kind: 'message',
    at,
    conversationId: UNKNOWN_ID,
    direction: 'PARTICIPANT_TO_BUSINESS',
  };
}

/** Runs the suite with a new harness for each test: contacts, members and the collection of recent events. */
export function testPortPeople({ create }: { readonly create: () => Promise<PortHarness> }): void {
  async function setup() {
    const harness = await create();
    onTestFinished(() => harness.close());
    const contactId = await harness.createContact(ADA);
    const bob = await harness.createContact(BOB);
    const { wix } = harness;
    const findIds = async (query: Parameters<typeof wix.findContacts>[0], limit = 20) => {
      const contacts = await wix.findContacts(query, limit);
      return contacts.map(({ id }) => id).toSorted();
    };
    return { harness, wix, contactId, bob, findIds };
  }

  it('findContacts matches an e-mail in any case and returns names', async () => {
    const { harness, wix, contactId } = await setup();
    await harness.runAs('event-handler', async () => {
      const expected = [{ id: contactId, name: 'Ada Lovelace', email: ADA.email }];
      expect(await wix.findContacts({ email: ADA.email }, 20)).toEqual(expected);
      expect(await wix.findContacts({ email: 'ADA@Example.com' }, 20)).toEqual(expected);
      expect(await wix.findContacts({ email: 'unknown@example.com' }, 20)).toEqual([]);
      expect(await wix.findContacts({ email: 'ada@example.co' }, 20)).toEqual([]);
    });
  });

  it('findContacts matches the start of the first name, the last name or both', async () => {
    const { harness, contactId, bob, findIds } = await setup();
    await harness.runAs('event-handler', async () => {
      expect(await findIds({ name: 'Ada' })).toEqual([contactId, bob].toSorted());
      expect(await findIds({ name: 'Love' })).toEqual([contactId]);
      expect(await findIds({ name: 'Ada Lov' })).toEqual([contactId]);
      expect(await findIds({ name: ' Bob  Ada ' })).toEqual([bob]);
      expect(await findIds({ name: 'Ada Bob' })).toEqual([]);
      expect(await findIds({ name: 'ovelace' })).toEqual([]);
      expect(await findIds({ name: 'Ada' }, 1)).toHaveLength(1);
    });
  });

  it('findContacts matches a name in any case', async () => {
    const { harness, contactId, bob, findIds } = await setup();
    await harness.runAs('event-handler', async () => {
      expect(await findIds({ name: 'ada' })).toEqual([contactId, bob].toSorted());
      expect(await findIds({ name: 'ADA LOVE' })).toEqual([contactId]);
      expect(await findIds({ name: 'lOVE' })).toEqual([contactId]);
      expect(await findIds({ name: 'ada', email: 'ADA@example.com' })).toEqual([contactId]);
    });
  });

  it('findContacts matches a phone number, and requires all given properties', async () => {
    const { harness, contactId, findIds } = await setup();
    const carl = await harness.createContact({ email: 'carl@example.com', phone: '+49 30 1234' });
    await harness.runAs('event-handler', async () => {
      expect(await findIds({ phone: '+49 30 1234' })).toEqual([carl]);
      expect(await findIds({ phone: '1234' })).toEqual([]);
      expect(await findIds({ email: ADA.email, name: 'Ada' })).toEqual([contactId]);
      expect(await findIds({ email: ADA.email, name: 'Bob' })).toEqual([]);
      expect(await findIds({ email: ADA.email, phone: '+49 30 1234' })).toEqual([]);
    });
  });

  it.each([
    ['+49 30 1234567', ['+49301234567', '0049 30 1234567', '030 1234567', '(030) 123-45 67']],
    ['030/1234-567', ['+49 30 1234567', '0301234567', '030 12 34 567']],
    ['+1 (415) 555-0100', ['415 555 0100', '+14155550100', '1-415-555-0100']],
    ['٠٣٠ ١٢٣٤٥٦٧', ['+49 30 1234567', '030 1234567']],
  ] as const)('findContacts finds the phone number %s by %j', async (phone, spellings) => {
    const { harness, findIds } = await setup();
    const carl = await harness.createContact({ email: 'carl@example.com', phone });
    await harness.createContact({ email: 'dora@example.com', phone: '+43 30 7654321' });
    await harness.runAs('event-handler', async () => {
      for (const typed of spellings) {
        expect([typed, await findIds({ phone: typed })]).toEqual([typed, [carl]]);
      }
      expect(await findIds({ phone: '+43 30 1234567' })).toEqual(
        phone.startsWith('+') ? [] : [carl],
      );
      expect(await findIds({ phone: '34567' })).toEqual([]);
    });
  });

  it('findContacts finds names without case, accents and middle names', async () => {
    const { harness, findIds } = await setup();
    const jose = await harness.createContact({
      email: 'jose@example.com',
      firstName: 'José María',
      lastName: 'Núñez-Løvås',
    });
    const strauss = await harness.createContact({
      email: 'zoe@example.com',
      firstName: 'Zoe\u0308',
      lastName: 'Strauß',
    });
    await harness.runAs('event-handler', async () => {
      for (const name of [
        'jose',
        'JOSÉ',
        'Jose\u0301',
        'maria',
        'jose nunez',
        'Maria Nunez-Lovas',
        'nunez lovas',
        'lovas',
      ]) {
        expect([name, await findIds({ name })]).toEqual([name, [jose]]);
      }
      for (const name of ['zoe', 'Zoë', 'strauss', 'Zoé Strau']) {
        expect([name, await findIds({ name })]).toEqual([name, [strauss]]);
      }
      expect(await findIds({ name: 'nunez jose' })).toEqual([]);
    });
  });

  it('findMembers matches contact IDs and the log-in e-mail', async () => {
    const { harness, wix, bob } = await setup();
    const { memberId, contactId } = await harness.createMember(ADA);
    await harness.runAs('event-handler', async () => {
      const expected = [expect.objectContaining({ id: memberId, contactId })];
      expect(await wix.findMembers({ contactIds: [bob, contactId] })).toEqual(expected);
      expect(await wix.findMembers({ email: 'ADA@example.com' })).toEqual(expected);
      expect(await wix.findMembers({ contactIds: [bob] })).toEqual([]);
      expect(await wix.findMembers({ email: BOB.email })).toEqual([]);
    });
  });

  it('recordRecent stores each event once, and listRecent returns the newest first', async () => {
    const { harness, wix } = await setup();
    const [early, late] = [
      recentEvent('early', '2026-11-20T09:00:00.000Z'),
      recentEvent('late', '2026-11-20T10:00:00.000Z'),
    ];
    await harness.runAs('event-handler', async () => {
      expect(await wix.listRecent(50)).toEqual([]);
      for (const event of [late, early, late, { ...early, at: '2026-11-21T00:00:00.000Z' }]) {
        await wix.recordRecent(event);
      }
      expect(await wix.listRecent(50)).toEqual([late, early]);
      expect(await wix.listRecent(1)).toEqual([late]);
      expect(await wix.findRecent('early')).toEqual(early);
      expect(await wix.findRecent('never')).toBeUndefined();
    });
  });

  it('recordRecent stores an event without a conversation and does not change its argument', async () => {
    const { harness, wix } = await setup();
    const event = { _id: 'contact', kind: 'contact', at: '2026-11-20T09:00:00.000Z' } as const;
    const given = { ...event };
    await harness.runAs('event-handler', async () => {
      await wix.recordRecent(given);
      expect(given).toEqual(event);
      expect(await wix.listRecent(50)).toEqual([event]);
    });
  });

  it('pruneRecent deletes all events except the newest ones', async () => {
    const { harness, wix } = await setup();
    const events = [3, 1, 4, 2].map((hour) =>
      recentEvent(`e${hour}`, `2026-11-20T0${hour}:00:00.000Z`),
    );
    await harness.runAs('event-handler', async () => {
      for (const event of events) await wix.recordRecent(event);
      await wix.pruneRecent(4);
      expect(await wix.listRecent(50)).toHaveLength(4);
      await wix.pruneRecent(2);
      expect((await wix.listRecent(50)).map(({ _id }) => _id)).toEqual(['e4', 'e3']);
    });
  });

  it('recordRecent and listRecent return COLLECTION_MISSING without the collection', async () => {
    const harness = await create();
    onTestFinished(() => harness.close());
    await harness.withoutCollection(async () => {
      const recordError = await errorOf(
        harness.wix.recordRecent(recentEvent('x', '2026-11-20T09:00:00.000Z')),
      );
      const listError = await errorOf(harness.wix.listRecent(1));
      expect([recordError.code, listError.code]).toEqual([
        'COLLECTION_MISSING',
        'COLLECTION_MISSING',
      ]);
    });
  });
}
