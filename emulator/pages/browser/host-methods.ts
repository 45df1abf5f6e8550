// Declares the methods that a page provides to Wix's `@wix/site-*` packages.

/** Host methods as pairs of `<namespace>.<method>` and function, such as `window.viewMode`. */
export type HostMethods = readonly (readonly [
  name: string,
  run: (...args: readonly unknown[]) => unknown,
])[];
