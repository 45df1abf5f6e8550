// Renders the items of a collection: a row with the values of each, and a form to edit it as JSON.
import { html } from 'hono/html';
import type { OpenCollection } from '../../wix/data/data-view-model.ts';
import type { Html } from '../inbox/text.ts';

/** The most columns of the table, and the most characters of a value in it. */
const MAX = { columns: 8, characters: 80 } as const;
/** The number of items on a page: that of the view. */
const PAGE_SIZE = 50;

type Item = OpenCollection['items'][number];

/** Renders the items of a page, with a form for a new one. */
export function renderItems({ name, items, fields, total, offset }: OpenCollection): Html {
  const columns = listColumns(items, fields);
  return html`<details id="new-item">
      <summary>Add an item</summary>
      ${renderForm(name, {}, 'New item as JSON')}
    </details>
    <div class="table" tabindex="0" role="region" aria-label="Items">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
            <th scope="col">Edit</th>
          </tr>
        </thead>
        <tbody>
          ${items.map((item) => renderRow(name, item, columns))}
        </tbody>
      </table>
    </div>
    ${items.length === 0 ? html`<p class="note">No items here.</p>` : ''}
    ${renderPaging(name, { total, offset })}`;
}

function renderRow(collection: string, item: Item, columns: readonly string[]): Html {
  return html`<tr id="item-${item._id}">
    ${columns.map((column) => html`<td>${toText(item[column])}</td>`)}
    <td>
      <details>
        <summary>Edit</summary>
        ${renderForm(collection, item, `${item._id} as JSON`)}
        <button type="button" data-remove="${item._id}" data-collection="${collection}">
          Delete
        </button>
      </details>
    </td>
  </tr>`;
}

function renderForm(collection: string, item: object, label: string): Html {
  const text = JSON.stringify(item, null, 2);
  const rows = Math.min(20, Math.max(4, text.split('\n').length));
  return html`<form data-collection="${collection}">
    <textarea name="item" rows="${rows}" spellcheck="false" aria-label="${label}">${text}</textarea>
    <button type="submit">Save</button>
  </form>`;
}

function renderPaging(
  collection: string,
  { total, offset }: { readonly total: number; readonly offset: number },
): Html {
  const link = (to: number, text: string): Html =>
    html`<a href="/_emulator/data?collection=${encodeURIComponent(collection)}&amp;offset=${to}"
      >${text}</a
    >`;
  return html`<nav class="paging" aria-label="Pages">
    ${offset > 0 ? link(Math.max(0, offset - PAGE_SIZE), 'Previous') : ''}
    ${offset + PAGE_SIZE < total ? link(offset + PAGE_SIZE, 'Next') : ''}
  </nav>`;
}

/** Lists the columns: the id, the declared fields, then what items have besides. Several references are no part of an item. */
function listColumns(items: readonly Item[], fields: OpenCollection['fields']): readonly string[] {
  const found = new Set([
    '_id',
    ...fields.filter(({ type }) => type !== 'MULTI_REFERENCE').map(({ key }) => key),
  ]);
  for (const key of items.flatMap((item) => Object.keys(item))) {
    if (!key.startsWith('_')) found.add(key);
  }
  return [...found].slice(0, MAX.columns);
}

/** Returns a value as text: a date in ISO 8601, objects as JSON. */
function toText(value: unknown): string {
  if (value === undefined) return '';
  const date: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, '$date') : undefined;
  const shown = date ?? value;
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
  return text.length > MAX.characters ? `${text.slice(0, MAX.characters)}…` : text;
}
