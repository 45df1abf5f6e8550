import type { PageSelector, RepeaterElement } from 'public/inbox-elements';

/** A list shown in a repeater. */
export interface RepeaterList<Row> {
  /** Replaces the rows; each `_id` is letters, digits and hyphens, and unique. */
  show(rows: readonly Row[]): void;
}

/**
 * Creates a list in a repeater. Shows nothing without a repeater.
 *
 * Wix calls `onItemReady` only for new ids, so changed items are updated with `forItems`. Call it once for a repeater,
 * before anything else sets the repeater's data.
 *
 * @param fill - writes a row into the elements of its item. `isNew`: add event handlers only if `true`, on the first
 *   call for an item
 */
export function createRepeaterList<Row extends { readonly _id: string }>(
  repeater: RepeaterElement | undefined,
  fill: ($item: PageSelector, row: Row, isNew: boolean) => void,
): RepeaterList<Row> {
  let shown: ReadonlyMap<string, Row> = new Map();

  const fillItem =
    (isNew: boolean) =>
    ($item: PageSelector, { _id }: { readonly _id: string }): void => {
      const row = shown.get(_id);
      if (row) fill($item, row, isNew);
    };

  repeater?.onItemReady(fillItem(true));
  return {
    show(rows) {
      const previous = shown;
      shown = new Map(rows.map((row) => [row._id, row]));
      if (!repeater) return;
      repeater.data = rows;
      const changed = rows.filter((row) => {
        const previousRow = previous.get(row._id);
        return previousRow !== undefined && JSON.stringify(previousRow) !== JSON.stringify(row);
      });
      const ids = changed.map(({ _id }) => _id);
      if (ids.length > 0) repeater.forItems(ids, fillItem(false));
    },
  };
}
