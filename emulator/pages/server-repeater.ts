// Emulates the items of a repeater on Wix's servers, with the rules of the browser. Not emulated: elements that page
// code changes for all items at once.
import { readItems, type ItemData } from './browser/repeater-data.ts';
import { describeWrongType, type SdkReport } from './browser/sdk-messages.ts';

/** Options of {@link createRepeaterItems}. */
export interface RepeaterItemsOptions {
  /** The id of the repeater. */
  readonly id: string;
  readonly report: SdkReport;
  /** Creates the `$item` of a new item. */
  createSelector(): unknown;
  /** Runs a handler; its errors are reported. */
  run(handler: unknown, args: readonly unknown[]): void;
}

/** The items of a repeater. */
export interface RepeaterItems {
  data(): readonly ItemData[];
  setData(data: unknown): void;
  /** Calls a method of the repeater. Other methods do nothing. */
  call(method: string, args: readonly unknown[]): void;
}

/** Creates the items of a repeater, which page code fills as in the browser. */
export function createRepeaterItems(options: RepeaterItemsOptions): RepeaterItems {
  const { id, report, createSelector, run } = options;
  const selectors = new Map<string, unknown>();
  const onReady: unknown[] = [];
  let items: readonly ItemData[] = [];
  const argumentsOf = (item: ItemData): readonly unknown[] => [
    selectors.get(item._id),
    item,
    items.indexOf(item),
  ];

  return {
    data: () => [...items],
    setData(value) {
      const data = readItems(value, id, report);
      if (!data) return;
      const added = data.filter(({ _id }) => !items.some((it) => it._id === _id));
      items = data;
      for (const { _id } of added) selectors.set(_id, createSelector());
      const handlers = [...onReady];
      queueMicrotask(() => {
        for (const item of added) {
          for (const handler of handlers) run(handler, argumentsOf(item));
        }
      });
    },
    call(method, args) {
      const handler = method === 'forItems' ? args[1] : args[0];
      const isKnown = ['onItemReady', 'forEachItem', 'forItems'].includes(method);
      if (!isKnown) return;
      if (!isFunction(handler)) {
        report.error(describeWrongType(method, method, handler, 'function'));
        return;
      }
      if (method === 'onItemReady') {
        onReady.push(handler);
        for (const item of items) run(handler, argumentsOf(item));
        return;
      }
      const ids: unknown = args[0];
      for (const item of items) {
        const isSelected =
          method === 'forEachItem' || (Array.isArray(ids) && ids.includes(item._id));
        if (isSelected) handler(...argumentsOf(item));
      }
    },
  };
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}
