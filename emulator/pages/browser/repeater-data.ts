// Reads the data that page code gives to a repeater, like Wix's viewer: refuses items without a valid `_id`, and takes only
// the first of those with the same one.
import { describeWrongType, type SdkReport } from './sdk-messages.ts';

/** An item of a repeater's `data`. */
export interface ItemData {
  readonly _id: string;
}

const ITEM_ID_FORMAT = /^[A-Za-z\d-]+$/u;

/**
 * Returns the items with different ids. Reports other data like Wix (seen), and returns undefined if Wix ignores it.
 * @param repeater the id of the repeater, for the message
 */
export function readItems(
  data: unknown,
  repeater: string,
  report: SdkReport,
): readonly ItemData[] | undefined {
  if (!Array.isArray(data)) {
    report.error(describeWrongType('data', 'data', data, 'array'));
    return undefined;
  }
  const items = new Map<string, ItemData>();
  for (const [index, item] of data.entries()) {
    if (!isItem(item)) {
      report.error(findProblem(item, index, repeater));
      return undefined;
    }
    if (items.has(item._id)) {
      report.warn(
        `The data that was passed to data contained at least two items with the same ID: ${item._id}. Only the first item was accepted.`,
      );
    } else {
      items.set(item._id, item);
    }
  }
  return [...items.values()];
}

function isItem(item: unknown): item is ItemData {
  const id = idOf(item);
  return typeof id === 'string' && ITEM_ID_FORMAT.test(id);
}

function findProblem(item: unknown, index: number, repeater: string): string {
  const id = idOf(item);
  if (id === undefined || id === null || id === '') {
    return 'Each item in the items array must have a member named `_id` which contains a unique value identifying the item.';
  }
  if (typeof id !== 'string') return describeWrongType('_id', 'data', id, 'string');
  return `Error setting the data property of ${repeater}. The data array contains the invalid ID ${id} at index ${String(index)}. IDs must be comprised of only the following characters: A-Z, a-z, 0-9, and dashes.`;
}

function idOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && '_id' in item ? item._id : undefined;
}
