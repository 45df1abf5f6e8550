// Emulates the globals of Wix's page code, which runs in a web worker: no window, document or dialogs. Not emulated:
// the worker itself, and the globals of npm packages, which are those of the browser.

/** The name under which page code finds its globals: a global in a browser, a parameter of each module on the server. */
export const WORKER_SCOPE = '__veloWorker';

/**
 * Globals of a browser's window, and of Node on the server, that a worker does not have: reading one throws.
 * @see https://www.npmjs.com/package/corvid-types Wix's typings declare the globals of page code as those of a worker.
 */
export const MISSING_GLOBALS: readonly string[] = [
  ...'window document alert confirm prompt print open stop focus blur event'.split(' '),
  ...'localStorage sessionStorage history screen visualViewport customElements'.split(' '),
  ...'parent top frames opener frameElement getComputedStyle getSelection matchMedia'.split(' '),
  ...'scroll scrollTo scrollBy scrollX scrollY pageXOffset pageYOffset'.split(' '),
  ...'innerWidth innerHeight outerWidth outerHeight devicePixelRatio'.split(' '),
  ...'Window Document Node Element HTMLElement HTMLInputElement SVGElement Image Audio'.split(' '),
  ...'DOMParser XMLSerializer MutationObserver IntersectionObserver ResizeObserver'.split(' '),
  ...'Storage speechSynthesis SpeechSynthesisUtterance requestIdleCallback'.split(' '),
  ...'process Buffer global require module exports setImmediate clearImmediate'.split(' '),
];

/** Globals that a worker has, but not those of a window. */
export const REPLACED_GLOBALS: readonly string[] = ['self', 'globalThis', 'location'];

/** Where the script of Wix's worker is loaded from: page code sees this address, not the page's (assumed). */
const WORKER_ADDRESS = 'https://static.parastorage.com/services/wix-thunderbolt/clientWorker.js';

/**
 * Creates the globals of page code.
 * @param outer the global object of the window or of Node
 * @param own holds what page code sets, and is read first; it may be `outer`
 */
export function createWorkerScope(outer: object, own: object): object {
  const scope = {};
  for (const name of MISSING_GLOBALS) {
    Object.defineProperty(scope, name, {
      get(): never {
        throw new ReferenceError(`${name} is not defined: Wix runs page code in a worker`);
      },
    });
  }
  const self = createGlobalObject(outer, own);
  const location = describeAddress(new URL(WORKER_ADDRESS));
  return Object.defineProperties(scope, {
    self: { value: self },
    globalThis: { value: self },
    location: { value: location },
  });
}

/** Creates a global object without the names that a worker does not have. */
function createGlobalObject(outer: object, own: object): object {
  const bound = new WeakMap<object, unknown>();
  const isMissing = (key: PropertyKey): boolean =>
    typeof key === 'string' && MISSING_GLOBALS.includes(key);
  const target: object = {};
  // The target is not the window: a proxy must not hide the `document` of its target.
  const self: object = new Proxy(target, {
    has: (_, key) => !isMissing(key) && (key in own || key in outer),
    get(_, key) {
      if (isMissing(key)) return undefined;
      if (key === 'self' || key === 'globalThis') return self;
      const isOwn = own !== outer && Object.hasOwn(own, key);
      const value: unknown = Reflect.get(isOwn ? own : outer, key);
      if (isOwn) return value;
      // `setTimeout` and the like work only on the real global object. Classes have a prototype and need no binding.
      if (typeof value !== 'function' || 'prototype' in value) return value;
      const method: unknown = bound.get(value) ?? Function.prototype.bind.call(value, outer);
      bound.set(value, method);
      return method;
    },
    set: (_, key, value) => Reflect.set(own, key, value),
    deleteProperty: (_, key) => Reflect.deleteProperty(own, key),
    defineProperty: (_, key, property) => Reflect.defineProperty(own, key, property),
    getOwnPropertyDescriptor(_, key) {
      const property = isMissing(key) ? undefined : Reflect.getOwnPropertyDescriptor(own, key);
      return property && { ...property, configurable: true };
    },
  });
  return self;
}

function describeAddress(url: URL): object {
  const { href, origin, protocol, host, hostname, port, pathname, search, hash } = url;
  return Object.freeze({ href, origin, protocol, host, hostname, port, pathname, search, hash });
}
