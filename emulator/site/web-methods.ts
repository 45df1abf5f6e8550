// What of a `*.web.js` file may be called from outside: functions that webMethod() marked. Leaves out `.jsw` files.

/** Who may call a web method, as `@wix/web-methods` writes it. */
export type Permission = 'Anyone' | 'SiteMember' | 'Admin';

/** A function that `webMethod()` marked. */
export interface WebMethod {
  readonly permission: Permission;
  /** Calls the function as it is, without any check. */
  readonly run: (...args: readonly unknown[]) => unknown;
}

/** The exports of a loaded module. */
export type ModuleExports = Readonly<Record<string, unknown>>;

const PERMISSIONS: ReadonlySet<unknown> = new Set<Permission>(['Anyone', 'SiteMember', 'Admin']);

/**
 * Picks the web methods out of a loaded file: own exports that carry a permission which Wix knows.
 * Everything else stays out of reach, names that objects inherit included.
 *
 * @see the package `@wix/web-methods`, which assigns `permission` to the function itself
 */
export function findWebMethods(exports: ModuleExports): ReadonlyMap<string, WebMethod> {
  const found = new Map<string, WebMethod>();
  for (const [name, it] of Object.entries(exports)) {
    if (isWebMethod(it)) {
      found.set(name, { permission: it.permission, run: (...args) => it(...args) });
    }
  }
  return found;
}

type MarkedFunction = ((...args: readonly unknown[]) => unknown) & {
  readonly permission: Permission;
};

function isWebMethod(it: unknown): it is MarkedFunction {
  return typeof it === 'function' && 'permission' in it && PERMISSIONS.has(it.permission);
}
