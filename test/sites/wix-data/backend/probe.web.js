import wixData, { query as namedQuery } from 'wix-data';
import { Permissions, webMethod } from 'wix-web-module';

const notes = [];
/** Takes a note of the page, for the test. */
export const takeNote = webMethod(Permissions.Anyone, (note) => void notes.push(note));
export const takeNotes = webMethod(Permissions.Anyone, () => notes.splice(0));

/** Calls a member of wix-data. */
export const call = webMethod(Permissions.Anyone, (name, ...args) => wixData[name](...args));

/** Repeats steps on a query and returns what its result has. */
export const find = webMethod(Permissions.Anyone, async (collection, steps, options) => {
  const built = steps.reduce((at, [name, ...args]) => at[name](...args), wixData.query(collection));
  const result = await built.find(options);
  const { items, length, totalCount, totalPages, pageSize, currentPage } = result;
  const next = result.hasNext() ? (await result.next()).items : null;
  return { items, length, totalCount, totalPages, pageSize, currentPage, next };
});

/** Queries that are arguments of other queries, and the other ends of a query. */
export const combine = webMethod(Permissions.Anyone, async () => {
  const cheap = wixData.query('Books').lt('price', 10);
  const long = wixData.query('Books').gt('pages', 500);
  const titles = async (query) =>
    (await query.ascending('title').find()).items.map((it) => it.title);
  return {
    or: await titles(cheap.or(long)),
    not: await titles(namedQuery('Books').not(cheap)),
    filter: await titles(cheap.and(wixData.filter().eq('title', 'Emma'))),
    count: await cheap.count(),
    distinct: (await wixData.query('Books').distinct('genre')).items,
  };
});

/** Returns the members of an error. */
export const fail = webMethod(Permissions.Anyone, async (name, ...args) => {
  try {
    return await wixData[name](...args);
  } catch (error) {
    return { message: error.message, code: error.code, isError: error instanceof Error };
  }
});

/** Counts the items of a collection. */
export const count = webMethod(Permissions.Anyone, (collection) =>
  wixData.query(collection).count(),
);

/** Calls a bulk form and returns what its result has, with the place of each error. */
export const bulk = webMethod(Permissions.Anyone, async (name, collection, all) => {
  const { errors, ...result } = await wixData[name](collection, all);
  return {
    ...result,
    errors: errors.map(({ originalIndex, code }) => ({ index: originalIndex, code })),
  };
});

/** Groups the books by their authors. */
export const groupBooks = webMethod(Permissions.Anyone, async () => {
  const { items } = await wixData
    .aggregate('Books')
    .filter(wixData.filter().gt('price', 1))
    .group('author')
    .count()
    .sum('price')
    .ascending('author')
    .run();
  return items.map(({ _id, count, priceSum }) => ({ _id, count, priceSum }));
});
