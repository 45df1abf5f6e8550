// How the parts of the page answer what Wix's @wix/site-* packages ask of it.

/** Methods of host modules, by namespace and name: `window.viewMode`. */
export type HostMethods = readonly (readonly [
  name: string,
  run: (...args: readonly unknown[]) => unknown,
])[];
