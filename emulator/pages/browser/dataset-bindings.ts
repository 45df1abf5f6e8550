// Emulates the elements that the editor connects to a dataset. Not emulated: galleries, filters of inputs, links.
import type { Item } from './dataset-items.ts';
import { runHandler } from './run-handler.ts';
import { isObject } from './unknown-members.ts';

/** What the connected elements need of their dataset. */
export interface BindingContext {
  readonly elementOf: (node: Element) => unknown;
  /** Returns the dataset, whose methods the connected buttons call. */
  readonly dataset: () => object;
  /** Sets a field of the current item. */
  readonly change: (field: string, value: unknown) => void;
}

/** The property that shows a field, by element type. */
const PROPERTIES: Readonly<Record<string, string>> = {
  '$w.Text': 'text',
  '$w.Image': 'src',
  '$w.Button': 'label',
  '$w.TextInput': 'value',
  '$w.TextBox': 'value',
  '$w.Dropdown': 'value',
  '$w.Checkbox': 'checked',
};

/**
 * Connects the elements that the layout connects to a dataset: `data-dataset="books" data-field="title"` shows a field of
 * the current item, and saves it for inputs; a repeater or table with `data-dataset` shows all items, and the elements
 * with `data-field` in a repeater those of their item; `data-action="next"` of a button calls a method.
 * @returns a function that shows the items
 */
export function bindElements(
  dataset: HTMLElement,
  { elementOf, dataset: getDataset, change }: BindingContext,
): (items: readonly Item[], current: Item | undefined) => void {
  const nodes = [
    ...dataset.ownerDocument.querySelectorAll<HTMLElement>(
      `[data-dataset="${CSS.escape(dataset.id)}"]`,
    ),
  ];
  const repeaters = nodes.filter((node) => node.dataset['wixType'] === 'Repeater');
  const rowFields = new Map(
    repeaters.map((node) => [node, [...node.querySelectorAll<HTMLElement>('[data-field]')]]),
  );
  const fields = nodes.filter(
    (node) => node.dataset['field'] !== undefined && !repeaters.some((it) => it.contains(node)),
  );
  for (const node of fields) listenTo(node, elementOf(node), change);
  for (const node of nodes) {
    const { action } = node.dataset;
    if (action !== undefined) addAction(elementOf(node), action, getDataset);
  }

  return (items, current) => {
    for (const node of fields) show(elementOf(node), current?.[node.dataset['field'] ?? '']);
    for (const node of repeaters) {
      const repeater = elementOf(node);
      if (!isObject(repeater)) continue;
      Reflect.set(repeater, 'data', items);
      call(repeater, 'forEachItem', ($item: unknown, item: Item) => {
        for (const {
          id,
          dataset: { field = '' },
        } of rowFields.get(node) ?? []) {
          if (typeof $item === 'function') {
            const element: unknown = Reflect.apply($item, undefined, [`#${id}`]);
            show(element, item[field]);
          }
        }
      });
    }
    for (const node of nodes.filter((it) => it instanceof HTMLTableElement)) {
      const table = elementOf(node);
      if (isObject(table)) Reflect.set(table, 'rows', items);
    }
  };
}

/** Shows the value of a field in an element. */
function show(element: unknown, value: unknown): void {
  const property = isObject(element) ? PROPERTIES[String(Reflect.get(element, 'type'))] : undefined;
  if (!isObject(element) || property === undefined) return;
  if (property === 'src' && typeof value !== 'string') return;
  Reflect.set(element, property, property === 'checked' ? value === true : toText(value));
}

/** Changes the field when the visitor changes the input. */
function listenTo(node: HTMLElement, element: unknown, change: BindingContext['change']): void {
  const { field = '' } = node.dataset;
  if (!isObject(element) || !('onChange' in element)) return;
  node.addEventListener('change', () => {
    const property = PROPERTIES[String(Reflect.get(element, 'type'))] ?? 'value';
    const value: unknown = Reflect.get(element, property);
    // A field of numbers is connected to an input of numbers (assumed).
    const isNumber = node instanceof HTMLInputElement && node.type === 'number' && value !== '';
    change(field, isNumber ? Number(value) : value);
  });
}

function addAction(element: unknown, action: string, getDataset: () => object): void {
  const method = action === 'submit' ? 'save' : action;
  if (!isObject(element)) return;
  // The promise is rejected if there is no next item; Wix disables the button then.
  call(element, 'onClick', () => runHandler(() => call(getDataset(), method)));
}

function call(target: object, method: string, ...args: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(target, method);
  return typeof found === 'function' ? Reflect.apply(found, target, args) : undefined;
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return value instanceof Date ? value.toLocaleDateString() : String(value);
}
