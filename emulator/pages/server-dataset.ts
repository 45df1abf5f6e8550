// Emulates datasets on Wix's servers. A dynamic dataset has the items of its page; other datasets load in the browser only. Not
// emulated: changes of items and other pages of a dataset, for which a promise resolves without an effect.
import type { DynamicPageData } from './dynamic-page-data.ts';

/** Returns what a method returns of a dataset that has not loaded. */
export function resultOfDataset(method: string): unknown {
  if (method.startsWith('getCurrentItem')) return null;
  if (/^get(?!Items|Next|Previous)/u.test(method)) return 0;
  if (method.startsWith('has')) return false;
  return method.startsWith('on') || method.startsWith('setField') ? undefined : Promise.resolve();
}

/**
 * Calls a method of a dynamic dataset. Its handlers of `onReady()` run at once, because the router has sent the items with the
 * page (assumed).
 */
export function callDynamicDataset(
  { items, totalCount, config }: DynamicPageData,
  method: string,
  args: readonly unknown[],
  run: (handler: unknown, args: readonly unknown[]) => void,
): unknown {
  const [first] = items;
  const { pageSize } = config.dataset;
  switch (method) {
    case 'onReady':
      // Not before the caller has the element.
      queueMicrotask(() => run(args[0], []));
      return undefined;
    case 'getCurrentItem':
      return first ? { ...first } : null;
    case 'getCurrentItemIndex':
      return first ? 0 : null;
    case 'getTotalCount':
      return totalCount;
    case 'getPageSize':
      return pageSize;
    case 'getTotalPageCount':
      return Math.ceil(totalCount / pageSize);
    case 'getCurrentPageIndex':
      return first ? 1 : 0;
    case 'hasNext':
      return totalCount > 1;
    case 'hasNextPage':
      return totalCount > pageSize;
    case 'getItems': {
      const [from, count] = [Number(args[0]), Number(args[1])];
      return Promise.resolve({ items: items.slice(from, from + count), totalCount, offset: from });
    }
    default:
      return resultOfDataset(method);
  }
}
