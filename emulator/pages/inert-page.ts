// The $w of a page that runs on Wix's servers: elements remember what was set, and nobody sees them. Leaves out: the HTML that Wix makes of it.
import { NotEmulatedError } from './browser/not-emulated.ts';
import { ELEMENT_TYPES } from './browser/wix-types.ts';
import type { LayoutElement } from './layout-elements.ts';

/** A page's $w on the server, and the moment when its handlers run. */
export interface InertPage {
  readonly $w: unknown;
  /** Runs the onReady handlers in the order in which they were given, and waits for each. */
  start(): Promise<void>;
}

/** What every object may be asked without being an element. */
const ASKED_OF_EVERYTHING = ['then', 'toJSON', 'constructor'];

type Values = Readonly<Record<string, unknown>>;

const EVERY: Values = {
  rendered: true,
  global: false,
  hidden: false,
  isVisible: true,
  collapsed: false,
  customClassList: {
    add() {},
    remove() {},
    toggle: () => true,
    contains: () => false,
    values: () => [],
  },
};
const ENABLED: Values = { enabled: true };
const FIELD: Values = {
  ...ENABLED,
  required: false,
  valid: true,
  validationMessage: '',
  validity: { valid: true },
};
const TYPED: Values = { ...FIELD, value: '', placeholder: '', maxLength: -1, readOnly: false };

/** What elements of a type hold at first. */
const VALUES: Readonly<Record<string, Values>> = {
  Text: { text: '' },
  Button: { ...ENABLED, label: '', link: '', target: '_self' },
  Image: { src: '', alt: '' },
  TextInput: { ...TYPED, inputType: 'text' },
  TextBox: TYPED,
  Checkbox: { ...FIELD, checked: false, value: '' },
  UploadButton: { ...FIELD, value: [], fileType: 'Image', fileLimit: 1, buttonLabel: '' },
  Dropdown: { ...ENABLED, options: [], value: '', selectedIndex: undefined },
  Repeater: { data: [] },
};

const EVERY_METHOD = 'show hide expand collapse scrollTo onClick onDblClick onMouseIn onMouseOut';
const FOCUS = 'focus blur onFocus onBlur';
const FIELD_METHODS = `enable disable ${FOCUS} onChange onCustomValidation updateValidityIndication resetValidityIndication`;

/** What can be called on elements of a type. */
const METHODS: Readonly<Record<string, string>> = {
  Button: `enable disable ${FOCUS}`,
  TextInput: `${FIELD_METHODS} onInput onKeyPress`,
  TextBox: `${FIELD_METHODS} onInput onKeyPress`,
  Checkbox: FIELD_METHODS,
  UploadButton: 'enable disable focus blur onChange reset uploadFiles',
  Dropdown: 'enable disable focus blur onChange',
  Repeater: 'onItemReady onItemRemoved forItems forEachItem',
};

/** Makes the page: handlers of events are taken and never called; items of repeaters are made and filled. */
export function createInertPage(layout: readonly LayoutElement[]): InertPage {
  const readyHandlers: ((...args: readonly unknown[]) => unknown)[] = [];

  function selectorOver(): unknown {
    const made = new Map<string, object>();
    const elementOf = ({ id, type }: LayoutElement): object => {
      const element = made.get(id) ?? createElement(id, type, selectorOver);
      made.set(id, element);
      return element;
    };
    function select(selector: unknown): unknown {
      if (typeof selector !== 'string') throw new TypeError('$w takes a string.');
      const parts = selector.split(',').map((part) => part.trim());
      const found = layout.filter(({ id, type }) =>
        parts.some((it) => it === `#${id}` || it === type),
      );
      const unknown = parts.find((it) => !it.startsWith('#') && !ELEMENT_TYPES.includes(it));
      if (unknown !== undefined) throw refusal(`$w('${unknown.slice(0, 60)}')`);
      const isOne = parts.length === 1 && parts[0]?.startsWith('#');
      return isOne && found[0] ? elementOf(found[0]) : found.map(elementOf);
    }
    return Object.assign(select, {
      onReady: (handler: unknown) => {
        if (isFunction(handler)) readyHandlers.push(handler);
      },
      at: () => select,
    });
  }

  const $w = selectorOver();
  return {
    $w,
    async start() {
      for (const handler of readyHandlers) await handler($w);
    },
  };
}

function createElement(id: string, type: string, selectorOfItem: () => unknown): object {
  const values = new Map<PropertyKey, unknown>(
    Object.entries({
      id,
      type: `$w.${type}`,
      parent: undefined,
      children: [],
      ...EVERY,
      ...VALUES[type],
    }),
  );
  const methods = [EVERY_METHOD, METHODS[type] ?? ''].join(' ').split(' ');
  const items = type === 'Repeater' ? createItems(selectorOfItem) : undefined;
  const element: object = new Proxy(
    {},
    {
      has: (_, key) => values.has(key) || (typeof key === 'string' && methods.includes(key)),
      get(_, key) {
        if (key === 'data' && items) return items.data();
        if (values.has(key)) return values.get(key);
        if (typeof key !== 'string' || ASKED_OF_EVERYTHING.includes(key)) return undefined;
        if (!methods.includes(key)) throw refusal(`${type}.${key}`);
        return (...args: readonly unknown[]) => items?.call(key, args) ?? answerOf(key, element);
      },
      set(_, key, value) {
        if (!values.has(key)) throw refusal(`${type}.${String(key)}`);
        if (key === 'data' && items) items.setData(value);
        values.set(key, value);
        return true;
      },
    },
  );
  return element;
}

/** Setters of handlers answer the element, what only changes how it looks a promise, the rest nothing. */
function answerOf(method: string, element: object): unknown {
  if (method.startsWith('on')) return element;
  if (method === 'uploadFiles') return Promise.reject(new Error('No file was chosen.'));
  return /^(show|hide|expand|collapse|scrollTo|enable|disable)$/u.test(method)
    ? Promise.resolve()
    : undefined;
}

/** The items of a repeater: code of the page fills them, as it does where they are seen. */
function createItems(selectorOfItem: () => unknown) {
  const selectors = new Map<unknown, unknown>();
  let data: readonly unknown[] = [];
  let onReady: unknown;

  function run(handler: unknown, item: unknown, index: number): void {
    if (isFunction(handler)) handler(selectors.get(idOf(item)), item, index);
  }

  return {
    data: () => data,
    setData(next: unknown): void {
      data = Array.isArray(next) ? next : [];
      data.forEach((item, index) => {
        if (selectors.has(idOf(item))) return;
        selectors.set(idOf(item), selectorOfItem());
        run(onReady, item, index);
      });
    },
    call(method: string, args: readonly unknown[]): unknown {
      if (method === 'onItemReady') [onReady] = args;
      if (method === 'forEachItem') data.forEach((item, index) => run(args[0], item, index));
      if (method === 'forItems') {
        const ids: unknown = args[0];
        data.forEach((item, index) => {
          if (Array.isArray(ids) && ids.includes(idOf(item))) run(args[1], item, index);
        });
      }
      return undefined;
    },
  };
}

function idOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && '_id' in item ? item._id : undefined;
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}

function refusal(what: string): Error {
  return new NotEmulatedError(`${what} is not emulated.`);
}
