// The part of the port suite that finds people, and keeps what happened.
import { expect, it, onTestFinished } from 'vitest';
import type { RecentEvent } from 'public/inbox-shapes';
import { ADA, errorOf, NOBODY, type PortHarness } from './port-harness.ts';

const BOB = { email: 'bob@example.com', firstName: 'Bob', lastName: 'Ada' };

function happened(name: string, at: string): RecentEvent {
  return {
    _id: name,
    kind: 'message',
    at,
    conversationId: NOBODY,
    direction: 'PARTICIPANT_TO_BUSINESS',
  };
}

/** Runs the suite over a harness, made anew for each test: contacts, members, and a collection. */
export function testPortPeople({ create }: { readonly create: () => Promise<PortHarness> }): void {
  async function setup() {
    const harness = await create();
    onTestFinished(() => harness.close());
    const contactId = await harness.givenContact(ADA);
    const bob = await harness.givenContact(BOB);
    const { wix } = harness;
    const found = async (query: Parameters<typeof wix.findContacts>[0], limit = 20) => {
      const contacts = await wix.findContacts(query, limit);
      return contacts.map(({ id }) => id).toSorted();
    };
    return { harness, wix, contactId, bob, found };
  }

  it('finds contacts by address, whatever its case, and tells their names', async () => {
    const { harness, wix, contactId } = await setup();
    await harness.asCaller('nobody', async () => {
      const expected = [{ id: contactId, name: 'Ada Lovelace', email: ADA.email }];
      expect(await wix.findContacts({ email: ADA.email }, 20)).toEqual(expected);
      expect(await wix.findContacts({ email: 'ADA@Example.com' }, 20)).toEqual(expected);
      expect(await wix.findContacts({ email: 'nobody@example.com' }, 20)).toEqual([]);
      expect(await wix.findContacts({ email: 'ada@example.co' }, 20)).toEqual([]);
    });
  });

  it('finds contacts by how a first name, a last name or both begin', async () => {
    const { harness, contactId, bob, found } = await setup();
    await harness.asCaller('nobody', async () => {
      expect(await found({ name: 'Ada' })).toEqual([contactId, bob].toSorted());
      expect(await found({ name: 'Love' })).toEqual([contactId]);
      expect(await found({ name: 'Ada Lov' })).toEqual([contactId]);
      expect(await found({ name: ' Bob  Ada ' })).toEqual([bob]);
      expect(await found({ name: 'Ada Bob' })).toEqual([]);
      expect(await found({ name: 'ovelace' })).toEqual([]);
      expect(await found({ name: 'Ada' }, 1)).toHaveLength(1);
    });
  });

  it('finds contacts by name, whatever its case', async () => {
    const { harness, contactId, bob, found } = await setup();
    await harness.asCaller('nobody', async () => {
      expect(await found({ name: 'ada' })).toEqual([contactId, bob].toSorted());
      expect(await found({ name: 'ADA LOVE' })).toEqual([contactId]);
      expect(await found({ name: 'lOVE' })).toEqual([contactId]);
      expect(await found({ name: 'ada', email: 'ADA@example.com' })).toEqual([contactId]);
    });
  });

  it('finds contacts by telephone, and by all that is given', async () => {
    const { harness, contactId, found } = await setup();
    const carl = await harness.givenContact({ email: 'carl@example.com', phone: '+49 30 1234' });
    await harness.asCaller('nobody', async () => {
      expect(await found({ phone: '+49 30 1234' })).toEqual([carl]);
      expect(await found({ phone: '1234' })).toEqual([]);
      expect(await found({ email: ADA.email, name: 'Ada' })).toEqual([contactId]);
      expect(await found({ email: ADA.email, name: 'Bob' })).toEqual([]);
      expect(await found({ email: ADA.email, phone: '+49 30 1234' })).toEqual([]);
    });
  });

  it('finds members by their contacts and by the address that they log in with', async () => {
    const { harness, wix, bob } = await setup();
    const { memberId, contactId } = await harness.givenMember(ADA);
    await harness.asCaller('nobody', async () => {
      const expected = [expect.objectContaining({ id: memberId, contactId })];
      expect(await wix.findMembers({ contactIds: [bob, contactId] })).toEqual(expected);
      expect(await wix.findMembers({ email: 'ADA@example.com' })).toEqual(expected);
      expect(await wix.findMembers({ contactIds: [bob] })).toEqual([]);
      expect(await wix.findMembers({ email: BOB.email })).toEqual([]);
    });
  });

  it('keeps what happened once, and lists the newest first, whatever came first', async () => {
    const { harness, wix } = await setup();
    const [early, late] = [
      happened('early', '2026-11-20T09:00:00.000Z'),
      happened('late', '2026-11-20T10:00:00.000Z'),
    ];
    await harness.asCaller('nobody', async () => {
      expect(await wix.listRecent(50)).toEqual([]);
      for (const event of [late, early, late, { ...early, at: '2026-11-21T00:00:00.000Z' }]) {
        await wix.recordRecent(event);
      }
      expect(await wix.listRecent(50)).toEqual([late, early]);
      expect(await wix.listRecent(1)).toEqual([late]);
    });
  });

  it('keeps an event without conversation, and leaves what it was given as it was', async () => {
    const { harness, wix } = await setup();
    const event = { _id: 'contact', kind: 'contact', at: '2026-11-20T09:00:00.000Z' } as const;
    const given = { ...event };
    await harness.asCaller('nobody', async () => {
      await wix.recordRecent(given);
      expect(given).toEqual(event);
      expect(await wix.listRecent(50)).toEqual([event]);
    });
  });

  it('forgets what is older than the newest, whatever came first, and nothing where there is no more', async () => {
    const { harness, wix } = await setup();
    const events = [3, 1, 4, 2].map((hour) =>
      happened(`e${hour}`, `2026-11-20T0${hour}:00:00.000Z`),
    );
    await harness.asCaller('nobody', async () => {
      for (const event of events) await wix.recordRecent(event);
      await wix.pruneRecent(4);
      expect(await wix.listRecent(50)).toHaveLength(4);
      await wix.pruneRecent(2);
      expect((await wix.listRecent(50)).map(({ _id }) => _id)).toEqual(['e4', 'e3']);
    });
  });

  it('says so where the collection is missing', async () => {
    const harness = await create();
    onTestFinished(() => harness.close());
    await harness.withoutCollection(async () => {
      const note = await errorOf(
        harness.wix.recordRecent(happened('x', '2026-11-20T09:00:00.000Z')),
      );
      const list = await errorOf(harness.wix.listRecent(1));
      expect([note.code, list.code]).toEqual(['COLLECTION_MISSING', 'COLLECTION_MISSING']);
    });
  });
}
