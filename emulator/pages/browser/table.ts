// Emulates Wix's Table, on a `<table>`. Not emulated: datasets, `dataFetcher`, paging, links and rich text in cells.
import { PageElement } from './elements.ts';
import type { ElementContext } from './elements.ts';
import type { Handler } from './events.ts';
import { toDisplayedSrc } from './media.ts';
import { notEmulated } from './not-emulated.ts';
import { runHandler } from './run-handler.ts';
import { readCell, readColumns, type Column } from './table-columns.ts';

/** Wix's Table element. Its columns are those of the layout's `<th>` elements until page code sets them. */
export class Table extends PageElement<HTMLTableElement> {
  #columns: readonly Column[];
  #rows: readonly unknown[] = [];
  readonly #onRowSelect: Handler[] = [];
  readonly #onCellSelect: Handler[] = [];
  readonly #onDataChange: Handler[] = [];

  constructor(node: HTMLTableElement, type: string, context: ElementContext) {
    super(node, type, context);
    this.#columns = [...node.querySelectorAll('th')].map(({ id, textContent, dataset }) => {
      const name = dataset['column'] ?? (id || textContent.trim());
      return { id: name, dataPath: name, label: textContent.trim(), type: 'string' };
    });
    node.addEventListener('click', ({ target }) => {
      const cell = target instanceof Element ? target.closest('td') : null;
      if (cell?.parentElement instanceof HTMLTableRowElement) {
        this.#select(cell.parentElement.sectionRowIndex, cell.cellIndex);
      }
    });
  }

  get columns(): readonly Column[] {
    return this.#columns.map((column) => ({ ...column }));
  }
  set columns(columns: readonly Column[]) {
    this.#columns = readColumns(columns);
    this.#render();
  }
  get rows(): readonly unknown[] {
    return [...this.#rows];
  }
  set rows(rows: readonly unknown[]) {
    this.#rows = [...rows];
    this.#render();
    this.#call(this.#onDataChange, 'dataChange', {});
  }
  get dataFetcher(): unknown {
    throw notEmulated('Table.dataFetcher', 'Set `rows`.');
  }
  set dataFetcher(_: unknown) {
    throw notEmulated('Table.dataFetcher', 'Set `rows`.');
  }

  /** Shows the rows again. */
  refresh(): void {
    this.#render();
  }
  selectRow(index: number): void {
    if (index in this.#rows) this.#call(this.#onRowSelect, 'rowSelect', this.#rowEvent(index));
  }
  updateRow(index: number, row: unknown): void {
    this.#rows = this.#rows.map((it, at) => (at === index ? row : it));
    this.#render();
  }

  onRowSelect(handler: Handler): unknown {
    return this.#add(this.#onRowSelect, 'onRowSelect', handler);
  }
  onCellSelect(handler: Handler): unknown {
    return this.#add(this.#onCellSelect, 'onCellSelect', handler);
  }
  onDataChange(handler: Handler): unknown {
    return this.#add(this.#onDataChange, 'onDataChange', handler);
  }

  #add(handlers: Handler[], method: string, handler: Handler): unknown {
    if (this.isHandler(method, handler)) handlers.push(handler);
    return this.context.proxy();
  }

  #select(rowIndex: number, cellIndex: number): void {
    const column = this.#visibleColumns[cellIndex];
    if (!column || !(rowIndex in this.#rows)) return;
    this.#call(this.#onCellSelect, 'cellSelect', {
      cellColumnId: column.id,
      cellData: readCell(this.#rows[rowIndex], column),
      cellRowIndex: rowIndex,
    });
    this.#call(this.#onRowSelect, 'rowSelect', this.#rowEvent(rowIndex));
  }

  #rowEvent(rowIndex: number): object {
    return { rowData: this.#rows[rowIndex], rowIndex };
  }

  #call(handlers: readonly Handler[], type: string, details: object): void {
    const event = {
      type,
      target: this.context.proxy(),
      context: this.context.eventContext,
      ...details,
    };
    for (const handler of handlers) runHandler(handler, event, this.context.$w());
  }

  get #visibleColumns(): readonly Column[] {
    return this.#columns.filter(({ visible }) => visible !== false);
  }

  #render(): void {
    const columns = this.#visibleColumns;
    const head = document.createElement('thead');
    const headRow = head.insertRow();
    for (const { label, width } of columns) {
      const cell = document.createElement('th');
      cell.textContent = label;
      if (width !== undefined) cell.style.width = `${String(width)}px`;
      headRow.append(cell);
    }
    const body = document.createElement('tbody');
    for (const row of this.#rows) {
      const line = body.insertRow();
      for (const column of columns) fillCell(line.insertCell(), column, readCell(row, column));
    }
    this.node.replaceChildren(head, body);
  }
}

function fillCell(cell: HTMLTableCellElement, { type }: Column, value: unknown): void {
  if (type === 'image' && typeof value === 'string') {
    const image = document.createElement('img');
    image.src = toDisplayedSrc(value);
    cell.append(image);
  } else {
    cell.textContent = toText(value);
  }
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return value instanceof Date ? value.toLocaleDateString() : String(value);
}
