import { isViewportElement } from 'public/inbox-elements';
import type { ScrollTarget } from 'public/inbox-elements';

/** The boxes of the rows of a list: which of them are visible in the window. */
export interface RowBoxes {
  /** Adds the box of a new row. */
  add(rowId: string, box: ScrollTarget): void;
  /** Removes the boxes of all other rows. */
  keep(rowIds: ReadonlySet<string>): void;
  /** Returns whether a row is visible; `undefined` if its element does not report it. */
  isVisible(rowId: string): boolean | undefined;
  /** Scrolls the page to a row. */
  scrollTo(rowId: string): void;
}

/**
 * Creates the boxes of a list without rows.
 *
 * @param onVisible - called with the id of a row that becomes visible
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/box/on-viewport-enter
 */
export function createRowBoxes(onVisible: (rowId: string) => void): RowBoxes {
  const boxes = new Map<string, ScrollTarget>();
  const visibility = new Map<string, boolean>();

  return {
    add(rowId, box) {
      boxes.set(rowId, box);
      if (!isViewportElement(box)) return;
      const isCurrent = () => boxes.get(rowId) === box;
      visibility.set(rowId, false);
      box.onViewportEnter(() => {
        if (!isCurrent()) return;
        visibility.set(rowId, true);
        onVisible(rowId);
      });
      box.onViewportLeave(() => {
        if (isCurrent()) visibility.set(rowId, false);
      });
    },
    keep(rowIds) {
      for (const rowId of boxes.keys()) {
        if (rowIds.has(rowId)) continue;
        boxes.delete(rowId);
        visibility.delete(rowId);
      }
    },
    isVisible: (rowId) => visibility.get(rowId),
    scrollTo: (rowId) => void boxes.get(rowId)?.scrollTo(),
  };
}
