import { items } from '@wix/data';
import { auth } from '@wix/essentials';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { OWNER } from '../../support/emulator/wix/open-wix.ts';

// Compares queries of @wix/data, with their index, with a model that is as simple as possible, over random items.

interface Book {
  readonly _id: string;
  readonly title?: string;
  readonly price?: number;
  readonly at?: Date;
  readonly tags?: readonly string[];
}
type Query = items.WixDataQuery;
/** A condition as the package builds it, and as the model judges it. */
interface Condition {
  readonly text: string;
  apply(query: Query): Query;
  holds(book: Book): boolean;
}

/** Few values, so that conditions match some items and miss others. */
const word = fc.constantFrom('a', 'A', 'ab', 'Ba', 'é');
const number = fc.integer({ min: -2, max: 2 });
const date = number.map((day) => new Date(Date.UTC(2026, 0, 10 + day)));
const books = fc
  .array(
    fc.record(
      { title: word, price: number, at: date, tags: fc.array(word, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    { maxLength: 8 },
  )
  .map((list) => list.map((book, index): Book => ({ ...book, _id: `b${String(index)}` })));

const valueOf = (book: Book, field: 'price' | 'at'): number | undefined => book[field]?.valueOf();
const COMPARISONS = {
  gt: (a: number, b: number) => a > b,
  ge: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
} as const;

const comparison = fc
  .record({
    name: fc.constantFrom('gt', 'ge', 'lt', 'le'),
    operand: fc.oneof(number, date),
  })
  .map(({ name, operand }): Condition => {
    const field = typeof operand === 'number' ? 'price' : 'at';
    return {
      text: `${name} ${String(operand)}`,
      apply: (query) => query[name](field, operand),
      holds(book) {
        const value = valueOf(book, field);
        return value !== undefined && COMPARISONS[name](value, operand.valueOf());
      },
    };
  });
const equality = fc.tuple(fc.constantFrom('eq', 'ne'), word).map(([name, operand]): Condition => ({
  text: `title ${name} ${operand}`,
  apply: (query) => query[name]('title', operand),
  holds: ({ title }) => (title === operand) === (name === 'eq'),
}));
const between = fc.tuple(number, number).map(([from, to]): Condition => ({
  text: `between ${String(from)} and ${String(to)}`,
  apply: (query) => query.between('price', from, to),
  holds: ({ price }) => price !== undefined && price >= from && price < to,
}));
const TEXTS = {
  startsWith: (text: string, part: string) => text.startsWith(part),
  endsWith: (text: string, part: string) => text.endsWith(part),
  contains: (text: string, part: string) => text.includes(part),
} as const;
const textual = fc
  .tuple(fc.constantFrom('startsWith', 'endsWith', 'contains'), word)
  .map(([name, part]): Condition => ({
    text: `title ${name} ${part}`,
    apply: (query) => query[name]('title', part),
    holds: ({ title }) =>
      title !== undefined && TEXTS[name](title.toLowerCase(), part.toLowerCase()),
  }));
const listed = fc
  .tuple(fc.constantFrom('hasSome', 'hasAll'), fc.array(word, { minLength: 1, maxLength: 2 }))
  .map(([name, words]): Condition => ({
    text: `tags ${name} ${words.join()}`,
    apply: (query) => query[name]('tags', [...words]),
    holds({ tags = [] }) {
      return name === 'hasSome'
        ? words.some((it) => tags.includes(it))
        : words.every((it) => tags.includes(it));
    },
  }));
const emptiness = fc.constantFrom('isEmpty', 'isNotEmpty').map((name): Condition => ({
  text: `title ${name}`,
  apply: (query) => query[name]('title'),
  holds: ({ title }) => (title === undefined) === (name === 'isEmpty'),
}));
const one = fc.oneof(comparison, equality, between, textual, listed, emptiness);

const BOOKS = auth.elevate(items.query);
/** Conditions that hold together, alternatives to them, and conditions that do not hold. */
const condition = fc
  .record({ all: fc.array(one, { maxLength: 3 }), or: fc.option(one), not: fc.option(one) })
  .map(({ all, or, not }): Condition => ({
    text: [...all, or, not].map((it) => it?.text ?? '-').join('; '),
    apply(query) {
      let built = all.reduce((at, it) => it.apply(at), query);
      if (or) built = built.or(or.apply(BOOKS('Books')));
      if (not) built = built.not(not.apply(BOOKS('Books')));
      return built;
    },
    holds(book) {
      const some = all.every((it) => it.holds(book)) || (or?.holds(book) ?? false);
      return some && !(not?.holds(book) ?? false);
    },
  }));

test('finds, counts, sorts and pages what a naive model does', async () => {
  const { as } = await openForPackages({ collections: ['Books'] });
  const page = fc.record({
    skip: fc.integer({ min: 0, max: 3 }),
    limit: fc.integer({ min: 1, max: 4 }),
  });
  await as(OWNER, () =>
    fc.assert(
      fc.asyncProperty(
        books,
        condition,
        page,
        fc.boolean(),
        async (all, filter, { skip, limit }, isUp) => {
          await items.truncate('Books');
          for (const book of all) await items.insert('Books', { ...book });
          const query = filter.apply(BOOKS('Books'));
          const sorted = isUp ? query.ascending('_id') : query.descending('_id');
          const expected = all.filter((book) => filter.holds(book)).map(({ _id }) => _id);
          const ordered = isUp ? expected : expected.toReversed();
          const found = await sorted.skip(skip).limit(limit).find({ returnTotalCount: true });
          const ids = found.items.map(({ _id }) => _id);
          expect({ ids, filter: filter.text }).toEqual({
            ids: ordered.slice(skip, skip + limit),
            filter: filter.text,
          });
          expect(found.totalCount).toBe(expected.length);
          expect(found.hasNext()).toBe(skip + found.length < expected.length);
          expect(await query.count()).toBe(expected.length);
        },
      ),
      { numRuns: 60 },
    ),
  );
});
