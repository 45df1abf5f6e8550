// Emulates `$w` of a page that runs on Wix's servers: elements store the values that page code sets. Not emulated:
// the HTML that Wix renders from them.
import { NotEmulatedError } from './browser/not-emulated.ts';
import { ELEMENT_TYPES } from './browser/wix-types.ts';
import type { LayoutElement } from './layout-elements.ts';

/** A page on the server: its `$w`, and a function that runs its onReady handlers. */
export interface ServerPage {
  readonly $w: unknown;
  /** Runs the onReady handlers one after the other, in the order of registration. */
  start(): Promise<void>;
}

/** Keys that JavaScript and loggers read from any object; reading them is not an error. */
const IGNORED_KEYS = ['then', 'toJSON', 'constructor'];

const REMOVE_IT = 'Remove it from the page code.';

type Values = Readonly<Record<string, unknown>>;

const COMMON_VALUES: Values = {
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
const ENABLED_VALUES: Values = { enabled: true };
const FIELD_VALUES: Values = {
  ...ENABLED_VALUES,
  required: false,
  valid: true,
  validationMessage: '',
  validity: { valid: true },
};
const TEXT_FIELD_VALUES: Values = {
  ...FIELD_VALUES,
  value: '',
  placeholder: '',
  maxLength: -1,
  readOnly: false,
};

/** Initial property values, by element type. */
const INITIAL_VALUES: Readonly<Record<string, Values>> = {
  Text: { text: '', html: '' },
  Button: { ...ENABLED_VALUES, label: '', link: '', target: '_self' },
  Image: { src: '', alt: '' },
  TextInput: { ...TEXT_FIELD_VALUES, inputType: 'text' },
  TextBox: TEXT_FIELD_VALUES,
  Checkbox: { ...FIELD_VALUES, checked: false, value: '' },
  UploadButton: { ...FIELD_VALUES, value: [], fileType: 'Image', fileLimit: 1, buttonLabel: '' },
  Dropdown: { ...ENABLED_VALUES, options: [], value: '', selectedIndex: undefined },
  Repeater: { data: [] },
  Captcha: { token: '' },
};

const COMMON_METHODS =
  'show hide expand collapse scrollTo onClick onDblClick onMouseIn onMouseOut onViewportEnter onViewportLeave';
const FOCUS_METHODS = 'focus blur onFocus onBlur';
const FIELD_METHODS = `enable disable ${FOCUS_METHODS} onChange onCustomValidation updateValidityIndication resetValidityIndication`;

/** Method names, by element type. */
const METHODS: Readonly<Record<string, string>> = {
  Button: `enable disable ${FOCUS_METHODS}`,
  TextInput: `${FIELD_METHODS} onInput onKeyPress`,
  TextBox: `${FIELD_METHODS} onInput onKeyPress`,
  Checkbox: FIELD_METHODS,
  UploadButton: 'enable disable focus blur onChange reset uploadFiles',
  Dropdown: 'enable disable focus blur onChange',
  Captcha: 'focus blur onVerified onTimeout onError reset',
  Repeater: 'onItemReady onItemRemoved forItems forEachItem',
};

/**
 * Creates the page. Event handlers are accepted and never called; the items of a repeater are created, and
 * `onItemReady` runs for each.
 */
export function createServerPage(layout: readonly LayoutElement[]): ServerPage {
  const readyHandlers: ((...args: readonly unknown[]) => unknown)[] = [];

  function createSelector(): unknown {
    const elements = new Map<string, object>();
    const elementOf = ({ id, type }: LayoutElement): object => {
      const element = elements.get(id) ?? createElement(id, type, createSelector);
      elements.set(id, element);
      return element;
    };
    function select(selector: unknown): unknown {
      if (typeof selector !== 'string') {
        throw new TypeError(`$w() received ${typeof selector}; pass a selector string.`);
      }
      const parts = selector.split(',').map((part) => part.trim());
      const found = layout.filter(({ id, type }) =>
        parts.some((it) => it === `#${id}` || it === type),
      );
      const unknown = parts.find((it) => !it.startsWith('#') && !ELEMENT_TYPES.includes(it));
      if (unknown !== undefined) {
        const selectors = `"#id", "#a, #b" or an element type (${ELEMENT_TYPES.join(', ')})`;
        throw notEmulated(`$w('${unknown.slice(0, 60)}')`, `Pass ${selectors}.`);
      }
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

  const $w = createSelector();
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
      ...COMMON_VALUES,
      ...INITIAL_VALUES[type],
    }),
  );
  const methods = [COMMON_METHODS, METHODS[type] ?? ''].join(' ').split(' ');
  const items = type === 'Repeater' ? createRepeaterItems(selectorOfItem) : undefined;
  const element: object = new Proxy(
    {},
    {
      has: (_, key) => values.has(key) || (typeof key === 'string' && methods.includes(key)),
      get(_, key) {
        if (key === 'data' && items) return items.data();
        if (values.has(key)) return values.get(key);
        if (typeof key !== 'string' || IGNORED_KEYS.includes(key)) return undefined;
        if (!methods.includes(key)) throw notEmulated(`${type}.${key}`, REMOVE_IT);
        return (...args: readonly unknown[]) => items?.call(key, args) ?? resultOf(key, element);
      },
      set(_, key, value) {
        if (!values.has(key)) throw notEmulated(`${type}.${String(key)}`, REMOVE_IT);
        if (key === 'data' && items) items.setData(value);
        values.set(key, value);
        return true;
      },
    },
  );
  return element;
}

/** Returns the result of a method: the element for `on...`, a promise for `show()` and the like, else undefined. */
function resultOf(method: string, element: object): unknown {
  if (method.startsWith('on')) return element;
  if (method === 'uploadFiles') return Promise.reject(new Error('No file is selected.'));
  return /^(show|hide|expand|collapse|scrollTo|enable|disable)$/u.test(method)
    ? Promise.resolve()
    : undefined;
}

/** Creates the items of a repeater, which page code fills as in the browser. */
function createRepeaterItems(selectorOfItem: () => unknown) {
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

function notEmulated(what: string, instead: string): Error {
  return new NotEmulatedError(`${what} is not emulated. ${instead}`);
}
