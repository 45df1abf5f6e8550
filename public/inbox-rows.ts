import type { PageSelector, RepeaterElement } from 'public/inbox-elements';

/** A list that is shown in a repeater. */
export interface Rows<Row> {
  show(rows: readonly Row[]): void;
}

/**
 * Makes a list of a repeater; without one it shows nothing.
 *
 * Wix makes items for new ids only, so rows that changed are filled again. To be called once for a
 * repeater, before anything else sets its data.
 */
export function createRows<Row extends { readonly _id: string }>(
  repeater: RepeaterElement | undefined,
  /** Told whether the item is new: handlers are given to an element once. */
  fill: ($item: PageSelector, row: Row, isNew: boolean) => void,
): Rows<Row> {
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
      const before = shown;
      shown = new Map(rows.map((row) => [row._id, row]));
      if (!repeater) return;
      repeater.data = rows;
      const changed = rows.filter((row) => {
        const old = before.get(row._id);
        return old !== undefined && JSON.stringify(old) !== JSON.stringify(row);
      });
      const ids = changed.map(({ _id }) => _id);
      if (ids.length > 0) repeater.forItems(ids, fillItem(false));
    },
  };
}
