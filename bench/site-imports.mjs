// Registers a module hook that resolves `backend/...` and `public/...` from the project's root, as Wix does.
import { register } from 'node:module';

/**
 * Node's `resolve` hook.
 *
 * @param {string} specifier
 * @param {import('node:module').ResolveHookContext} context
 * @param {(specifier: string, context?: import('node:module').ResolveHookContext) => Promise<import('node:module').ResolveFnOutput>} nextResolve
 * @returns {Promise<import('node:module').ResolveFnOutput>}
 * @see https://nodejs.org/docs/latest-v20.x/api/module.html#resolvespecifier-context-nextresolve
 */
export async function resolve(specifier, context, nextResolve) {
  if (!/^(?:backend|public)\//.test(specifier)) return nextResolve(specifier, context);
  return nextResolve(new URL(`../${specifier}.ts`, import.meta.url).href, context);
}

/** The query of the URL under which Node's module-hooks thread loads this file. */
const IN_HOOKS_THREAD = '?hooks';

if (!import.meta.url.endsWith(IN_HOOKS_THREAD)) {
  register(`${import.meta.url}${IN_HOOKS_THREAD}`);
}
