// Emulates the items of a dataset: its pages, its current item and the changes that are not saved. Not emulated: the order of
// requests that run at the same time.

/** An item of a collection. */
export type Item = Readonly<Record<string, unknown>>;

/** A part of a collection's items. */
export interface ItemPage {
  readonly items: readonly Item[];
  readonly totalCount: number;
}

/** Where a dataset's items come from. */
export interface ItemSource {
  /** Finds the items from `skip` on, at most `limit`. `filter` and `sort` are those of `wixData.filter()` and `sort()`. */
  find(options: {
    readonly filter: unknown;
    readonly sort: unknown;
    readonly skip: number;
    readonly limit: number;
  }): Promise<ItemPage>;
  insert(item: Item): Promise<Item>;
  update(item: Item): Promise<Item>;
  remove(id: string): Promise<void>;
}

/** An error of a dataset. @see https://dev.wix.com/docs/velo/api-reference/$w/dataset/on-error */
export class DatasetError extends Error {
  readonly code: string;

  /** @param code the texts of the codes are assumed */
  constructor(code: string, message: string) {
    super(message);
    this.name = 'DatasetError';
    this.code = code;
  }
}

/** Options of {@link DatasetItems}. */
export interface DatasetOptions {
  readonly source: ItemSource;
  readonly mode: 'read' | 'write' | 'read-write';
  /** The number of items of a page. */
  readonly pageSize: number;
  /** Called after each change of what elements show. */
  onChange(): void;
  /** Called when another item is the current one. */
  onIndex(index: number): void;
}

/** The items of a dataset. Indexes count from 0 over all pages, pages count from 1. */
export class DatasetItems {
  readonly #options: DatasetOptions;
  #filter: unknown;
  #sort: unknown;
  #pageSize: number;
  /** The index of the first item of {@link #items}. */
  #start = 0;
  #items: readonly Item[] = [];
  #total = 0;
  #index: number | undefined;
  /** The current item with the changes that are not saved. */
  #draft: { readonly item: Item; readonly isNew: boolean } | undefined;

  constructor(options: DatasetOptions) {
    this.#options = options;
    this.#pageSize = options.pageSize;
    if (options.mode === 'write') this.#draft = { item: {}, isNew: true };
  }

  /** The items that elements show: the current page, and those that `loadMore()` added. */
  get shown(): readonly Item[] {
    return this.#items;
  }
  get total(): number {
    return this.#total;
  }
  get pageSize(): number {
    return this.#pageSize;
  }
  get pageCount(): number {
    return Math.ceil(this.#total / this.#pageSize);
  }
  /** The page of the last item that is shown; 0 if there are no items. */
  get page(): number {
    return Math.ceil((this.#start + this.#items.length) / this.#pageSize);
  }
  get index(): number | undefined {
    return this.#draft?.isNew === true ? (this.#index ?? -1) + 1 : this.#index;
  }
  /** A copy of the current item, with the changes that are not saved. */
  get current(): Item | undefined {
    const item = this.#draft?.item ?? this.#savedItem;
    return item && { ...item };
  }
  /** Finds an item that is shown, by its `_id`. Returns a copy, and its index. */
  findShown(id: string): { readonly item: Item; readonly index: number } | undefined {
    const at = this.#items.findIndex((item) => item['_id'] === id);
    const item = this.#items[at];
    return item && { item: { ...item }, index: this.#start + at };
  }
  get hasChanges(): boolean {
    return this.#draft !== undefined;
  }

  /** Loads a page from the collection; its first item becomes the current one. Unsaved changes are lost. */
  async loadPage(page: number): Promise<readonly Item[]> {
    if (this.#options.mode === 'write') return [];
    if (page < 1 || (page > 1 && page > this.pageCount)) {
      throw new DatasetError('DS_NO_SUCH_PAGE', `The dataset has no page ${String(page)}.`);
    }
    const start = (page - 1) * this.#pageSize;
    await this.#load(start, this.#pageSize);
    this.#moveTo(this.#items.length > 0 ? start : undefined);
    return this.#items;
  }

  /** Adds the items of the next page to those that are shown. */
  async loadMore(): Promise<void> {
    const start = this.#start + this.#items.length;
    if (start >= this.#total) return;
    const { items, totalCount } = await this.#find(start, this.#pageSize);
    this.#items = [...this.#items, ...items];
    this.#total = totalCount;
    this.#options.onChange();
  }

  /** Loads what is shown again; the current index stays, if there still is such an item. */
  async refresh(): Promise<void> {
    if (this.#options.mode === 'write') return;
    await this.#load(this.#start, Math.max(this.#items.length, this.#pageSize));
    const last = this.#start + this.#items.length - 1;
    this.#moveTo(this.#items.length === 0 ? undefined : Math.min(this.#index ?? 0, last));
  }

  async setFilter(filter: unknown): Promise<void> {
    this.#filter = filter;
    await this.loadPage(1);
  }
  async setSort(sort: unknown): Promise<void> {
    this.#sort = sort;
    await this.loadPage(1);
  }
  async setPageSize(size: number): Promise<void> {
    this.#pageSize = size;
    await this.loadPage(1);
  }

  /** Finds items without a change of what is shown. */
  async find(from: number, count: number): Promise<{ items: readonly Item[]; totalCount: number }> {
    return this.#find(from, count);
  }

  /** Makes another item the current one, and loads its page if it is not shown. */
  async goTo(index: number): Promise<Item> {
    if (!Number.isInteger(index) || index < 0 || index >= this.#total) {
      throw new DatasetError('DS_NO_SUCH_ITEM', `The dataset has no item ${String(index)}.`);
    }
    if (index < this.#start || index >= this.#start + this.#items.length) {
      await this.#load(Math.floor(index / this.#pageSize) * this.#pageSize, this.#pageSize);
    }
    this.#moveTo(index);
    return this.current ?? {};
  }

  /** Changes fields of the current item without saving it. Returns the item before and after. */
  change(values: Item): readonly [before: Item, after: Item] {
    const before = this.current;
    if (!before) throw new DatasetError('DS_NO_ITEM', 'The dataset has no current item.');
    this.#checkWritable();
    const after = { ...before, ...values };
    this.#draft = { item: after, isNew: this.#draft?.isNew ?? false };
    this.#options.onChange();
    return [before, after];
  }

  /** Starts a new item after the current one. */
  startNew(): void {
    this.#checkWritable();
    this.#draft = { item: {}, isNew: true };
    this.#options.onChange();
    this.#options.onIndex(this.index ?? 0);
  }

  /** Forgets the changes that are not saved. */
  revert(): void {
    this.#draft = this.#options.mode === 'write' ? { item: {}, isNew: true } : undefined;
    this.#options.onChange();
  }

  /** Saves the current item and returns it. */
  async save(): Promise<Item> {
    this.#checkWritable();
    const draft = this.#draft ?? { item: this.current ?? {}, isNew: false };
    const { source, mode } = this.#options;
    const saved = draft.isNew ? await source.insert(draft.item) : await source.update(draft.item);
    if (mode === 'write') {
      this.revert();
      return saved;
    }
    const at = (this.index ?? 0) - this.#start;
    this.#items = draft.isNew
      ? [...this.#items.slice(0, at), saved, ...this.#items.slice(at)]
      : this.#items.map((item, index) => (index === at ? saved : item));
    this.#total += draft.isNew ? 1 : 0;
    this.#index = this.#start + at;
    this.#draft = undefined;
    this.#options.onChange();
    return saved;
  }

  /** Removes the current item from the collection; the one after it becomes the current one. */
  async remove(): Promise<void> {
    this.#checkWritable();
    const item = this.#savedItem;
    if (this.#draft?.isNew === true || !item) return this.revert();
    await this.#options.source.remove(String(item['_id']));
    await this.refresh();
  }

  get #savedItem(): Item | undefined {
    return this.#index === undefined ? undefined : this.#items[this.#index - this.#start];
  }

  #find(skip: number, limit: number): ReturnType<ItemSource['find']> {
    return this.#options.source.find({ filter: this.#filter, sort: this.#sort, skip, limit });
  }

  async #load(start: number, count: number): Promise<void> {
    const { items, totalCount } = await this.#find(start, count);
    this.#start = start;
    this.#items = items;
    this.#total = totalCount;
  }

  #moveTo(index: number | undefined): void {
    const isOther = index !== this.#index;
    this.#index = index;
    this.#draft = undefined;
    this.#options.onChange();
    if (isOther && index !== undefined) this.#options.onIndex(index);
  }

  #checkWritable(): void {
    if (this.#options.mode !== 'read') return;
    throw new DatasetError('DS_OPERATION_NOT_ALLOWED', 'The dataset is read-only.');
  }
}
