// Creates the queries of older modules, which get the permissions of their call in `find({ suppressAuth })`.
import {
  callMethod,
  createBuilder,
  repeatSteps,
  type Builder,
} from '../../velo/recorded-builder.ts';
import type { AuthOptions } from './call-as.ts';

const STEPS = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'in',
  'startsWith',
  'hasSome',
  'hasAll',
  'exists',
  'ascending',
  'descending',
  'limit',
  'skip',
];

/**
 * Creates a query.
 * @param open opens the query of the package, with the permissions that `find()` asks for
 * @param toItem converts an item of the result
 */
export function createOlderQuery(
  open: (options: AuthOptions) => object,
  toItem: (item: unknown) => unknown = (item) => item,
): Builder {
  return createBuilder(STEPS, () => open({}), {
    find: async (steps, options) => {
      const builder = repeatSteps(open(readOptions(options)), steps);
      return convert(await callMethod(builder, 'find', []), toItem);
    },
  });
}

/** Converts the items of a result, and those of its next and previous page. */
function convert(result: unknown, toItem: (item: unknown) => unknown): unknown {
  if (typeof result !== 'object' || result === null || !('items' in result)) return result;
  const { items } = result;
  const converted = Array.isArray(items) ? items.map(toItem) : items;
  return new Proxy(result, {
    get(target, key): unknown {
      if (key === 'items') return converted;
      if (key === 'next' || key === 'prev') {
        return async () => convert(await callMethod(target, key, []), toItem);
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function readOptions(options: unknown): AuthOptions {
  const suppressAuth =
    typeof options === 'object' && options !== null && 'suppressAuth' in options
      ? options.suppressAuth === true
      : false;
  return { suppressAuth };
}
