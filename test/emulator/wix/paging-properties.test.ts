import { contacts } from '@wix/crm';
import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { insertMember } from '../../../emulator/wix/members/members.ts';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { visitor } from '../../support/emulator/wix/open-wix.ts';

// Pages through contacts and members while others are created at the same time.

const createContact = auth.elevate(contacts.createContact);
const queryContacts = auth.elevate(contacts.queryContacts);
const queryMembers = auth.elevate(members.queryMembers);

/** A page of the packages' query builders. */
interface Page {
  readonly items: readonly { readonly _id?: string | null }[];
  hasNext(): boolean;
  next(): Promise<Page>;
}

interface Api {
  create(name: string): Promise<string>;
  find(name: string, limit: number): Promise<Page>;
}

/** Reads every page; before each further page, creates records at the same time as it reads. */
async function readPages(
  first: Page,
  createSome: () => Promise<unknown>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let page = first;
  for (;;) {
    ids.push(...page.items.map(({ _id }) => _id ?? ''));
    if (!page.hasNext()) {
      return ids;
    }
    [page] = await Promise.all([page.next(), createSome()]);
  }
}

const scenario = fc.record({
  before: fc.integer({ min: 1, max: 12 }),
  limit: fc.integer({ min: 1, max: 5 }),
  during: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }),
  clockSteps: fc.array(fc.constantFrom(0, 1, 1000), { minLength: 1, maxLength: 4 }),
});

it.each(['contacts', 'members'] as const)(
  'every %s that existed before is read once, in the order of their creation',
  async (kind) => {
    const { wix, as, runAsWix } = await openForPackages();
    const api: Api =
      kind === 'contacts'
        ? {
            async create(last) {
              const { contact } = await createContact({ name: { first: 'Ann', last } });
              return contact?._id ?? '';
            },
            find: (last, limit) => queryContacts().eq('info.name.last', last).limit(limit).find(),
          }
        : {
            create: (lastName) =>
              runAsWix((context) => {
                const email = `${context.id()}@example.com`;
                return insertMember(context, { email, lastName }).id;
              }),
            find: (last, limit) => queryMembers().eq('contact.lastName', last).limit(limit).find(),
          };
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(scenario, ({ before, limit, during, clockSteps }) =>
        as(visitor(1), async () => {
          runs += 1;
          const name = `Run${String(runs)}`;
          const existing: string[] = [];
          for (let number = 0; number < before; number += 1) {
            existing.push(await api.create(name));
            wix.clock.advance(clockSteps[number % clockSteps.length] ?? 0);
          }
          const counts = [...during];
          const createSome = () =>
            Promise.all(Array.from({ length: counts.shift() ?? 0 }, () => api.create(name)));
          const ids = await readPages(await api.find(name, limit), createSome);
          expect(ids.slice(0, before)).toEqual(existing);
          expect(new Set(ids).size).toBe(ids.length);
        }),
      ),
      { numRuns: 6 },
    );
  },
);
