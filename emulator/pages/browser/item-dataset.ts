// Emulates a dataset that is selected in the scope of a repeater's item: its current item is that of the repeated item. Not
// emulated: changes of that item by the dataset.
import type { Item } from './dataset-items.ts';
import { notEmulated } from './not-emulated.ts';

/** Methods that read or change the current item, other than `getCurrentItem()` and `getCurrentItemIndex()`. */
const CHANGES =
  'setFieldValue setFieldValues save remove revert next previous setCurrentItemIndex'.split(' ');

/**
 * Creates `$item('#dataset')`.
 * @param dataset the dataset, as page code gets it
 * @param find returns the item with an id and its index in the collection
 * @see https://dev.wix.com/docs/develop-websites/articles/wix-editor-elements/repeaters/using-connected-datasets-and-repeaters
 */
export function createItemDataset(
  dataset: object,
  find: () => { readonly item: Item; readonly index: number } | undefined,
): object {
  return new Proxy(dataset, {
    get(_, key) {
      if (key === 'getCurrentItem') return () => find()?.item ?? null;
      if (key === 'getCurrentItemIndex') return () => find()?.index ?? null;
      if (typeof key === 'string' && CHANGES.includes(key)) {
        throw notEmulated(`Dataset.${key}() of a repeater's item`, 'Call it on $w.');
      }
      const value: unknown = Reflect.get(dataset, key);
      return value;
    },
  });
}
