// Emulates Wix's datasets, on a hidden node that names a collection. Not emulated: filters of the editor, validation, the
// server's run.
import { DATASET_PAGE_SIZE } from '../dynamic-dataset.ts';
import { bindElements } from './dataset-bindings.ts';
import { DatasetError, DatasetItems, type Item, type ItemSource } from './dataset-items.ts';
import { createItemSource, createMissingSource } from './dataset-source.ts';
import { PageElement } from './elements.ts';
import type { ElementContext } from './elements.ts';
import { createItemDataset } from './item-dataset.ts';
import { reportMissing } from './not-emulated.ts';
import { runHandler } from './run-handler.ts';

type Handler = (...args: readonly unknown[]) => unknown;
/** Where the items of a dataset come from. */
interface DatasetOrigin {
  readonly source: ItemSource;
  /** The number of items of a page; that of the layout by default. */
  readonly pageSize?: number | undefined;
}
type Event = 'ready' | 'index' | 'change' | 'before' | 'after' | 'error';

/**
 * Wix's Dataset. It loads the first page of its collection when the page starts.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/dataset/introduction
 */
export class Dataset extends PageElement {
  readonly #items: DatasetItems;
  readonly #handlers = new Map<Event, Handler[]>();
  readonly #loaded: Promise<void>;
  #isReady = false;

  /** @param origin undefined for a dataset that has no collection; that of the layout by default */
  constructor(
    node: HTMLElement,
    type: string,
    context: ElementContext,
    origin: DatasetOrigin | undefined = readOrigin(node),
  ) {
    super(node, type, context);
    const { mode, pageSize } = node.dataset;
    const update = bindElements(node, {
      elementOf: context.elementOf,
      dataset: () => this,
      change: (field, value) => this.setFieldValue(field, value),
    });
    this.#items = new DatasetItems({
      source: origin?.source ?? createMissingSource(() => this.describeMissing()),
      mode: mode === 'read' || mode === 'write' ? mode : 'read-write',
      pageSize: origin?.pageSize ?? Number(pageSize ?? DATASET_PAGE_SIZE),
      onChange: () => update(this.#items.shown, this.#items.current),
      onIndex: (index) => this.#fire('index', index),
    });
    this.#loaded = this.#start(origin !== undefined);
  }

  /** Returns the dataset in the scope of a repeater's item. */
  inItem(id: string): object {
    const dataset = this.context.elementOf(this.node);
    return createItemDataset(typeof dataset === 'object' && dataset !== null ? dataset : this, () =>
      this.#items.findShown(id),
    );
  }

  onReady(handler: Handler): void {
    if (!this.isHandler('onReady', handler)) return;
    if (this.#isReady) runHandler(handler);
    else this.#add('ready', handler);
  }
  onCurrentIndexChanged(handler: Handler): void {
    if (this.isHandler('onCurrentIndexChanged', handler)) this.#add('index', handler);
  }
  onItemValuesChanged(handler: Handler): void {
    if (this.isHandler('onItemValuesChanged', handler)) this.#add('change', handler);
  }
  /** Adds a handler that can stop saving: it returns or resolves to false. */
  onBeforeSave(handler: Handler): void {
    if (this.isHandler('onBeforeSave', handler)) this.#add('before', handler);
  }
  onAfterSave(handler: Handler): void {
    if (this.isHandler('onAfterSave', handler)) this.#add('after', handler);
  }
  onError(handler: Handler): void {
    if (this.isHandler('onError', handler)) this.#add('error', handler);
  }

  /** Returns a copy of the current item; null if there is none. */
  getCurrentItem(): Item | null {
    return this.#items.current ?? null;
  }
  getCurrentItemIndex(): number | null {
    return this.#items.index ?? null;
  }
  getItems(from: number, count: number): Promise<unknown> {
    return this.#run('getItems', async () => {
      const { items, totalCount } = await this.#items.find(from, count);
      return { items, totalCount, offset: from };
    });
  }
  getTotalCount(): number {
    return this.#items.total;
  }
  getPageSize(): number {
    return this.#items.pageSize;
  }
  getTotalPageCount(): number {
    return this.#items.pageCount;
  }
  getCurrentPageIndex(): number {
    return this.#items.page;
  }
  hasNext(): boolean {
    return (this.#items.index ?? -1) + 1 < this.#items.total;
  }
  hasPrevious(): boolean {
    return (this.#items.index ?? 0) > 0;
  }
  hasNextPage(): boolean {
    return this.#items.page < this.#items.pageCount;
  }
  hasPreviousPage(): boolean {
    return this.#items.page > 1;
  }

  next(): Promise<unknown> {
    return this.#goTo('next', 1);
  }
  previous(): Promise<unknown> {
    return this.#goTo('previous', -1);
  }
  setCurrentItemIndex(index: number): Promise<unknown> {
    return this.#run('setCurrentItemIndex', async () => void (await this.#items.goTo(index)));
  }
  nextPage(): Promise<unknown> {
    return this.#run('nextPage', () => this.#items.loadPage(this.#items.page + 1));
  }
  previousPage(): Promise<unknown> {
    return this.#run('previousPage', () => this.#items.loadPage(this.#items.page - 1));
  }
  loadPage(page: number): Promise<unknown> {
    return this.#run('loadPage', () => this.#items.loadPage(page));
  }
  loadMore(): Promise<unknown> {
    return this.#run('loadMore', () => this.#items.loadMore());
  }
  refresh(): Promise<unknown> {
    return this.#run('refresh', () => this.#items.refresh());
  }
  setFilter(filter: unknown): Promise<unknown> {
    return this.#run('setFilter', () => this.#items.setFilter(filter));
  }
  setSort(sort: unknown): Promise<unknown> {
    return this.#run('setSort', () => this.#items.setSort(sort));
  }
  setPageSize(size: number): Promise<unknown> {
    return this.#run('setPageSize', () => this.#items.setPageSize(size));
  }

  setFieldValue(field: string, value: unknown): void {
    this.setFieldValues({ [field]: value });
  }
  setFieldValues(values: Item): void {
    const [before, after] = this.#items.change(values);
    this.#fire('change', before, after);
  }
  /** Starts a new item. */
  new(): Promise<unknown> {
    return this.#run('new', async () => this.#items.startNew());
  }
  add(): Promise<unknown> {
    return this.#run('add', async () => this.#items.startNew());
  }
  revert(): Promise<unknown> {
    return this.#run('revert', async () => this.#items.revert());
  }
  remove(): Promise<unknown> {
    return this.#run('remove', () => this.#items.remove());
  }
  save(): Promise<unknown> {
    return this.#run('save', () => this.#save());
  }

  async #start(hasCollection: boolean): Promise<void> {
    if (!hasCollection) {
      reportMissing(this.describeMissing());
      return;
    }
    try {
      await this.#items.loadPage(1);
    } catch (error) {
      this.#reportError('refresh', error);
    }
    this.#isReady = true;
    this.#fire('ready');
  }

  /** Says why the dataset has no items. */
  protected describeMissing(): string {
    return `The dataset #${this.id} has no collection. Name it in the layout: <div id="${this.id}" data-wix-type="Dataset" data-collection="...">.`;
  }

  async #goTo(operation: string, step: number): Promise<unknown> {
    return this.#run(operation, async () => {
      // Wix saves the changes of an item before it shows another one (documented for next and previous).
      if (this.#items.hasChanges) await this.#save();
      return this.#items.goTo((this.#items.index ?? -1) + step);
    });
  }

  async #save(): Promise<Item> {
    for (const handler of this.#handlers.get('before') ?? []) {
      if ((await handler()) === false) {
        throw new DatasetError('DS_BEFORE_SAVE', 'A handler of onBeforeSave() stopped saving.');
      }
    }
    const before = this.#items.current;
    const after = await this.#items.save();
    this.#fire('after', before, after);
    return after;
  }

  /** Runs an operation when the first page has loaded. Its error is passed to the handlers of `onError()`, and thrown. */
  async #run<T>(operation: string, run: () => Promise<T>): Promise<T> {
    await this.#loaded;
    try {
      return await run();
    } catch (error) {
      this.#reportError(operation, error);
      throw error;
    }
  }

  #reportError(operation: string, error: unknown): void {
    const handlers = this.#handlers.get('error') ?? [];
    for (const handler of handlers) runHandler(handler, operation, error);
    if (handlers.length === 0 && operation === 'refresh') reportError(error);
  }

  #add(event: Event, handler: Handler): void {
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
  }

  #fire(event: Event, ...args: readonly unknown[]): void {
    for (const handler of this.#handlers.get(event) ?? []) runHandler(handler, ...args);
  }
}

function readOrigin({ dataset: { collection } }: HTMLElement): DatasetOrigin | undefined {
  return collection === undefined ? undefined : { source: createItemSource(collection) };
}
