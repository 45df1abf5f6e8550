// Emulates Wix's Repeater, on a DOM node whose first child is the item template. Not emulated: datasets, paging,
// the items that the editor shows before code sets data.
import { PageElement } from './elements.ts';
import { notEmulated, notEmulatedError } from './not-emulated.ts';
import { runHandler } from './run-handler.ts';

/** An item of a repeater's `data`. */
export interface ItemData {
  readonly _id: string;
}

/** The handler of `onItemReady`, `forItems` and `forEachItem`. */
export type ItemHandler = ($item: unknown, data: ItemData, index: number) => unknown;

/** Marks the root of a repeated item; its value is the item's `_id`. */
export const ITEM_ID = 'data-item-id';

/** Attributes that refer to other elements by id. */
const REFERENCE_ATTRIBUTES = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls'];
const ITEM_ID_FORMAT = /^[A-Za-z\d-]+$/u;

interface Item {
  readonly node: HTMLElement;
  data: ItemData;
}

/**
 * Wix's Repeater element.
 *
 * Setting `data` creates an item for every new `_id` and calls `onItemReady` for it, removes the items whose `_id` is
 * missing, and reorders the others without changing them. Inside an item, `$item` finds elements by the layout's id;
 * their ids in the DOM are `<id>__<_id>`.
 *
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/repeater/the-lifecycle-of-repeated-items
 */
export class Repeater extends PageElement {
  #template: HTMLElement | undefined;
  #items: Item[] = [];
  #onReady: ItemHandler | undefined;
  #onRemoved: ((data: ItemData) => unknown) | undefined;

  get data(): readonly ItemData[] {
    if (!this.#template) {
      throw notEmulated(
        'Reading Repeater.data before setting it',
        'Set `data` first. On Wix, `data` initially holds the items of the editor.',
      );
    }
    return this.#items.map(({ data }) => data);
  }
  set data(data: readonly ItemData[]) {
    checkItems(data);
    const template = (this.#template ??= this.#takeTemplate());
    const existing = new Map(this.#items.map((item) => [item.data._id, item]));
    for (const [id, { node, data: removed }] of existing) {
      if (data.some(({ _id }) => _id === id)) continue;
      node.remove();
      runHandler(this.#onRemoved, removed);
    }
    this.#items = data.map((itemData) => {
      const { node } = existing.get(itemData._id) ?? { node: copyTemplate(template, itemData._id) };
      return { node, data: itemData };
    });
    this.#items.forEach((item, index) => {
      if (!existing.has(item.data._id)) this.#call(this.#onReady, item, index);
      const current = this.node.children.item(index);
      if (current !== item.node) this.node.insertBefore(item.node, current);
    });
  }

  onItemReady(handler: ItemHandler): unknown {
    if (this.#onReady || this.#template) {
      throw notEmulated(
        this.#onReady
          ? 'Calling Repeater.onItemReady() twice'
          : 'Calling Repeater.onItemReady() after setting data',
        'Call it once, before you set data.',
      );
    }
    this.#onReady = handler;
    return this.context.proxy();
  }
  onItemRemoved(handler: (data: ItemData) => unknown): unknown {
    this.#onRemoved = handler;
    return this.context.proxy();
  }
  forItems(ids: readonly string[], handler: ItemHandler): void {
    this.#items.forEach((item, index) => {
      if (ids.includes(item.data._id)) this.#call(handler, item, index);
    });
  }
  forEachItem(handler: ItemHandler): void {
    this.#items.forEach((item, index) => this.#call(handler, item, index));
  }

  /** Runs the handler of an item. Its error is reported and does not stop the handlers of other items. */
  #call(handler: ItemHandler | undefined, { node, data }: Item, index: number): void {
    runHandler(handler, this.context.selectorOf(node, this.node), data, index);
  }

  #takeTemplate(): HTMLElement {
    const template = this.node.firstElementChild;
    if (!(template instanceof HTMLElement)) {
      throw notEmulatedError(
        `The repeater #${this.id} has no item. Add a child element to it in the layout.`,
      );
    }
    if (template.querySelector('[data-wix-type="Repeater"]')) {
      throw notEmulatedError(
        `The repeater #${this.id} contains a repeater. Wix does not allow this: remove the inner one from the layout.`,
      );
    }
    this.node.replaceChildren();
    return template;
  }
}

function copyTemplate(template: HTMLElement, itemId: string): HTMLElement {
  const node = template.cloneNode(true);
  if (!(node instanceof HTMLElement)) throw new TypeError('The copy is not an HTML element.');
  node.setAttribute(ITEM_ID, itemId);
  const all = [node, ...node.querySelectorAll<HTMLElement>('*')];
  const ids = all.map(({ id }) => id);
  const toItemElementId = (id: string) => (ids.includes(id) ? `${id}__${itemId}` : id);
  for (const element of all) {
    if (element.id) {
      element.dataset['id'] = element.id;
      element.id = toItemElementId(element.id);
    }
    for (const name of REFERENCE_ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.split(/\s+/u).map(toItemElementId).join(' '));
    }
  }
  return node;
}

/** Checks the data of a repeater. The format is documented; that Wix throws for other data is assumed. */
function checkItems(data: unknown): asserts data is readonly ItemData[] {
  if (!Array.isArray(data)) {
    throw new TypeError(`Repeater.data received ${typeof data}; set it to an array.`);
  }
  const ids = data.map((item: unknown) =>
    typeof item === 'object' && item !== null && '_id' in item ? item._id : undefined,
  );
  const invalid = ids.findIndex((id) => typeof id !== 'string' || !ITEM_ID_FORMAT.test(id));
  if (invalid >= 0) {
    throw new TypeError(
      `Item ${String(invalid)} of Repeater.data has no valid _id; use letters, digits and hyphens.`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw new TypeError('Repeater.data has items with the same _id; use a unique _id for each.');
  }
}
