// Wix's Repeater over the DOM: the first child is the item that is repeated. Leaves out: datasets, paging, items that the editor shows before the code has set any.
import { PageElement } from './elements.ts';
import { refusal } from './not-emulated.ts';
import { runHandler } from './run-handler.ts';

/** An item of a repeater's data. */
export interface ItemData {
  readonly _id: string;
}

/** What `onItemReady`, `forItems` and `forEachItem` call. */
export type ItemHandler = ($item: unknown, data: ItemData, index: number) => unknown;

/** Marks the root of a repeated item; its value is the item's `_id`. */
export const ITEM_ID = 'data-item-id';

/** Attributes that name other elements by their ids. */
const REFERENCES = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls'];
const ID = /^[A-Za-z\d-]+$/u;

interface Item {
  readonly node: HTMLElement;
  data: ItemData;
}

/**
 * Wix's Repeater.
 *
 * Setting `data` makes an item for every new `_id` and calls `onItemReady` for it, takes away the items whose
 * `_id` is gone, and leaves the others as they are, in the new order. Inside an item, elements are found by the
 * layout's id through `$item`; in the DOM their ids are `<id>__<_id>`.
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
      throw refusal('Repeater.data before it is set', 'On Wix it is what the editor shows.');
    }
    return this.#items.map(({ data }) => data);
  }
  set data(data: readonly ItemData[]) {
    requireItems(data);
    const template = (this.#template ??= this.#takeTemplate());
    const before = new Map(this.#items.map((item) => [item.data._id, item]));
    for (const [id, { node, data: gone }] of before) {
      if (data.some(({ _id }) => _id === id)) continue;
      node.remove();
      runHandler(this.#onRemoved, gone);
    }
    this.#items = data.map((itemData) => {
      const { node } = before.get(itemData._id) ?? { node: copyOf(template, itemData._id) };
      return { node, data: itemData };
    });
    this.#items.forEach((item, index) => {
      if (!before.has(item.data._id)) this.#call(this.#onReady, item, index);
      const there = this.node.children.item(index);
      if (there !== item.node) this.node.insertBefore(item.node, there);
    });
  }

  onItemReady(handler: ItemHandler): unknown {
    if (this.#onReady || this.#template) {
      throw refusal(
        this.#onReady ? 'A second Repeater.onItemReady()' : 'Repeater.onItemReady() after data',
        'Call it once, before data is set.',
      );
    }
    this.#onReady = handler;
    return this.place.outer();
  }
  onItemRemoved(handler: (data: ItemData) => unknown): unknown {
    this.#onRemoved = handler;
    return this.place.outer();
  }
  forItems(ids: readonly string[], handler: ItemHandler): void {
    this.#items.forEach((item, index) => {
      if (ids.includes(item.data._id)) this.#call(handler, item, index);
    });
  }
  forEachItem(handler: ItemHandler): void {
    this.#items.forEach((item, index) => this.#call(handler, item, index));
  }

  /** What one item's code throws is reported, and keeps no other item from its own. */
  #call(handler: ItemHandler | undefined, { node, data }: Item, index: number): void {
    runHandler(handler, this.place.selectorOf(node, this.node), data, index);
  }

  #takeTemplate(): HTMLElement {
    const template = this.node.firstElementChild;
    if (!(template instanceof HTMLElement)) {
      throw refusal(`#${this.id}, a repeater without an item,`, 'Put one into the layout.');
    }
    if (template.querySelector('[data-wix-type="Repeater"]')) {
      throw refusal('A repeater in a repeater', 'Wix has none either.');
    }
    this.node.replaceChildren();
    return template;
  }
}

function copyOf(template: HTMLElement, itemId: string): HTMLElement {
  const node = template.cloneNode(true);
  if (!(node instanceof HTMLElement)) throw new TypeError('An element copies to an element.');
  node.setAttribute(ITEM_ID, itemId);
  const all = [node, ...node.querySelectorAll<HTMLElement>('*')];
  const ids = all.map(({ id }) => id);
  const toItems = (id: string) => (ids.includes(id) ? `${id}__${itemId}` : id);
  for (const element of all) {
    if (element.id) {
      element.dataset['id'] = element.id;
      element.id = toItems(element.id);
    }
    for (const name of REFERENCES) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.split(/\s+/u).map(toItems).join(' '));
    }
  }
  return node;
}

/** That Wix throws is assumed; what it asks for is documented. */
function requireItems(data: unknown): asserts data is readonly ItemData[] {
  if (!Array.isArray(data)) throw new TypeError(`Repeater.data takes a list, not ${typeof data}.`);
  const ids = data.map((item: unknown) =>
    typeof item === 'object' && item !== null && '_id' in item ? item._id : undefined,
  );
  const wrong = ids.findIndex((id) => typeof id !== 'string' || !ID.test(id));
  if (wrong >= 0) {
    throw new TypeError(
      `Item ${String(wrong)} of Repeater.data needs an _id of letters, digits and hyphens.`,
    );
  }
  if (new Set(ids).size < ids.length) throw new TypeError('Items of Repeater.data share an _id.');
}
