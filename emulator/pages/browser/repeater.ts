// Emulates Wix's Repeater, on a DOM node whose first child is the item template. Not emulated: paging.
import { PageElement } from './elements.ts';
import { notEmulatedError } from './not-emulated.ts';
import { applyOperations, getTemplate, keepTemplate } from './repeated-elements.ts';
import { readItems, type ItemData } from './repeater-data.ts';
import { runHandler } from './run-handler.ts';
import { consoleReport, describeWrongType } from './sdk-messages.ts';

/** The handler of `onItemReady`, `forItems` and `forEachItem`. */
export type ItemHandler = ($item: unknown, data: ItemData, index: number) => unknown;

/** Marks the root of a repeated item; its value is the item's `_id`. */
export const ITEM_ID = 'data-item-id';

/** Attributes that refer to other elements by id. */
const REFERENCE_ATTRIBUTES = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls'];

interface Item {
  readonly node: HTMLElement;
  readonly data: ItemData;
}

/**
 * Wix's Repeater element.
 *
 * Setting `data` creates an item for every new `_id`, removes the items whose `_id` is missing, and reorders the others
 * without changing them. When the assignment has returned, the handlers of `onItemReady` run for the new items. Inside an
 * item, `$item` finds elements by the layout's id; their ids in the DOM are `<id>__<_id>`.
 *
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/repeater/the-lifecycle-of-repeated-items
 */
export class Repeater extends PageElement {
  #items: readonly Item[] | undefined;
  readonly #onReady: ItemHandler[] = [];
  readonly #onRemoved: ((data: ItemData) => unknown)[] = [];

  /** The items; before page code sets them, one for each child in the layout, with an `_id` only (the ids are assumed). */
  get data(): readonly ItemData[] {
    if (this.#items) return this.#items.map(({ data }) => data);
    return [...this.node.children].map((_, index) => ({ _id: `item${String(index + 1)}` }));
  }
  set data(value: readonly ItemData[]) {
    const data = readItems(value, this.id, consoleReport);
    if (!data) return;
    const template = this.#template;
    if (!this.#items) {
      keepTemplate(this.node, template);
      this.node.replaceChildren();
    }
    const existing = new Map((this.#items ?? []).map((item) => [item.data._id, item]));
    for (const [id, { node, data: removed }] of existing) {
      if (data.some(({ _id }) => _id === id)) continue;
      node.remove();
      for (const handler of this.#onRemoved) runHandler(handler, removed);
    }
    this.#items = data.map((itemData) => {
      const { node } = existing.get(itemData._id) ?? { node: copyTemplate(template, itemData._id) };
      return { node, data: itemData };
    });
    this.#items.forEach(({ node }, index) => {
      const current = this.node.children.item(index);
      if (current !== node) this.node.insertBefore(node, current);
    });
    const added = this.#items.filter((item) => !existing.has(item.data._id));
    for (const { node } of added) {
      this.context.selectorOf(node, this.node);
      applyOperations(this.node, node, this.context.elementOf);
    }
    const all = this.#items;
    const handlers = [...this.#onReady];
    queueMicrotask(() => {
      for (const item of added) {
        for (const handler of handlers) runHandler(handler, ...this.#argumentsOf(item, all));
      }
    });
  }

  /** Adds a handler. If page code has set `data`, it runs at once for the items that are there (seen). */
  onItemReady(handler: ItemHandler): unknown {
    if (!this.isHandler('onItemReady', handler)) return this.context.proxy();
    this.#onReady.push(handler);
    const items = this.#items ?? [];
    for (const item of items) runHandler(handler, ...this.#argumentsOf(item, items));
    return this.context.proxy();
  }
  onItemRemoved(handler: (data: ItemData) => unknown): unknown {
    if (this.isHandler('onItemRemoved', handler)) this.#onRemoved.push(handler);
    return this.context.proxy();
  }
  /** Calls the handler for the items with these ids. Its errors are thrown, as on Wix (seen). */
  forItems(ids: readonly string[], handler: ItemHandler): void {
    if (!Array.isArray(ids)) {
      consoleReport.error(describeWrongType('itemIds', 'forItems', ids, 'array'));
      return;
    }
    if (!this.isHandler('forItems', handler)) return;
    const items = this.#items ?? [];
    for (const id of ids) {
      if (items.some(({ data }) => data._id === id)) continue;
      consoleReport.warn(
        `The data that was passed to forItems contained non existing item with the ID: ${String(id)}.`,
      );
    }
    for (const item of items) {
      if (ids.includes(item.data._id)) handler(...this.#argumentsOf(item, items));
    }
  }
  /** Calls the handler for every item. Its errors are thrown, as on Wix (seen). */
  forEachItem(handler: ItemHandler): void {
    if (!this.isHandler('forEachItem', handler)) return;
    const items = this.#items ?? [];
    for (const item of items) handler(...this.#argumentsOf(item, items));
  }

  #argumentsOf(item: Item, items: readonly Item[]): Parameters<ItemHandler> {
    return [this.context.selectorOf(item.node, this.node), item.data, items.indexOf(item)];
  }

  get #template(): HTMLElement {
    const template = getTemplate(this.node);
    if (!template) {
      throw notEmulatedError(
        `The repeater #${this.id} has no item. Add a child element to it in the layout.`,
      );
    }
    if (template.querySelector('[data-wix-type="Repeater"]')) {
      throw notEmulatedError(
        `The repeater #${this.id} contains a repeater. Wix does not allow this: remove the inner one from the layout.`,
      );
    }
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
