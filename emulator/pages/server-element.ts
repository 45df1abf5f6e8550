// Emulates an element of a page on Wix's servers: it stores the values that page code sets. Not emulated: what a visitor
// does, so its handlers are never called.
import { NotEmulatedError } from './browser/not-emulated.ts';
import { createOtherMembers } from './browser/other-members.ts';
import { checkProperty } from './browser/property-types.ts';
import { describeWrongType, type SdkReport } from './browser/sdk-messages.ts';
import { createStyle, hasStyle } from './browser/style.ts';
import type { LayoutElement } from './layout-elements.ts';
import { getInitialValues, getMethods } from './server-element-members.ts';
import type { DynamicPageData } from './dynamic-page-data.ts';
import { callDynamicDataset, resultOfDataset } from './server-dataset.ts';
import { describeWrongState } from './browser/state-message.ts';
import { createRepeaterItems } from './server-repeater.ts';

/** What an element needs of its page. */
export interface PageOfElement {
  readonly report: SdkReport;
  /** Called with each error that stops nothing: the use of a member that the emulator does not have. */
  onError(error: unknown): void;
  /** Creates the `$item` of a repeater's item. */
  createSelector(): unknown;
  /** Runs a handler; its errors are reported. */
  run(handler: unknown, args: readonly unknown[]): void;
  /** What a dynamic page shows; absent on other pages. */
  readonly dynamicPage?: DynamicPageData;
  /** Returns elements of the page or item, in the order of the layout. */
  list(isIncluded: (element: LayoutElement) => boolean): readonly object[];
}

/** Keys that JavaScript and loggers read from any object; reading them is not an error. */
const IGNORED_KEYS = ['then', 'toJSON', 'constructor'];

type Method = (...args: readonly unknown[]) => unknown;

/** Creates an element. The use of a member that the emulator does not have is reported. */
export function createServerElement(
  { id, type, parent }: LayoutElement,
  page: PageOfElement,
): object {
  const { report, list } = page;
  const values = new Map<PropertyKey, unknown>(
    Object.entries({ id, type: `$w.${type}`, ...getInitialValues(type) }),
  );
  if (hasStyle(type)) values.set('style', createServerStyle(type, report));
  const children = (): readonly object[] => list((it) => it.parent === id);
  const items = type === 'Repeater' ? createRepeaterItems({ id, ...page }) : undefined;
  let state: object | undefined;
  const getters: Readonly<Record<string, () => unknown>> = {
    parent: () => list((it) => it.id === parent)[0],
    children,
    ...(items && { data: items.data }),
    ...(type === 'MultiStateBox' && {
      states: children,
      currentState: () => state ?? children()[0],
    }),
  };
  const methods = new Map<PropertyKey, Method>(
    getMethods(type).map((name) => [name, (...args) => call(name, args)]),
  );

  function call(method: string, args: readonly unknown[]): unknown {
    if (method.startsWith('on') && typeof args[0] !== 'function') {
      report.error(describeWrongType(method, method, args[0], 'function'));
    } else {
      items?.call(method, args);
    }
    if (type === 'DynamicDataset' && page.dynamicPage) {
      return callDynamicDataset(page.dynamicPage, method, args, page.run);
    }
    if (type === 'Dataset' || type === 'DynamicDataset') return resultOfDataset(method);
    if (method === 'changeState') return changeState(args[0]);
    return resultOf(method, element);
  }

  function changeState(reference: unknown): Promise<unknown> | undefined {
    const found = children().find((it) => it === reference || Reflect.get(it, 'id') === reference);
    if (!found) {
      report.error(describeWrongState(id, reference));
      return undefined;
    }
    state = found;
    return Promise.resolve(found);
  }

  const others = createOtherMembers({
    type,
    id,
    element: () => element,
    report(subject, hint) {
      const error = new NotEmulatedError(`${subject} is not emulated. ${hint}`);
      page.onError(error);
      return error;
    },
  });
  const element: object = new Proxy(
    {},
    {
      has: (_, key) => values.has(key) || methods.has(key) || Object.hasOwn(getters, key),
      get(_, key) {
        if (typeof key === 'string' && Object.hasOwn(getters, key)) return getters[key]?.();
        if (values.has(key)) return values.get(key);
        if (typeof key !== 'string' || IGNORED_KEYS.includes(key)) return undefined;
        return methods.get(key) ?? others.get(key);
      },
      set(_, key, value) {
        if (!values.has(key)) {
          others.set(String(key), value);
          return true;
        }
        const checked = checkProperty({ type, id }, String(key), value, report);
        if (!checked) return true;
        if (key === 'data' && items) items.setData(checked.value);
        else values.set(key, checked.value);
        return true;
      },
    },
  );
  return element;
}

function createServerStyle(type: string, report: SdkReport): object {
  const values = new Map<string, string>();
  const store = {
    get: (name: string) => values.get(name) ?? '',
    set: (name: string, value: string) => void values.set(name, value),
    // Only a browser knows; it checks the same value.
    supports: () => true,
  };
  return createStyle(type, store, report);
}

/** Returns the result of a method: the element for `on...`, a promise for `show()` and the like, else undefined. */
function resultOf(method: string, element: object): unknown {
  if (method.startsWith('on')) return element;
  if (/^(uploadFiles|startUpload)$/u.test(method)) {
    return Promise.reject(new Error('No file is selected.'));
  }
  return /^(show|hide|expand|collapse|scrollTo|enable|disable)$/u.test(method)
    ? Promise.resolve()
    : undefined;
}
