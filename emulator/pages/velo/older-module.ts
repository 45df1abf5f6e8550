// Creates the default exports of Wix's older modules.
import { notEmulated } from '../browser/not-emulated.ts';

/** Members that JavaScript itself reads of any object. */
const READ_BY_JAVASCRIPT = new Set(['then', 'toJSON', 'constructor', '$$typeof', 'valueOf']);

/** Returns the default export of an older module. Reading a member that it does not have throws NOT_EMULATED. */
export function olderModule<Members extends object>(name: string, members: Members): Members {
  return new Proxy(members, {
    get(target, key, receiver): unknown {
      if (typeof key === 'string' && !(key in target) && !READ_BY_JAVASCRIPT.has(key)) {
        const names = Object.keys(target).join(', ');
        throw notEmulated(`${key} of ${name}`, `The emulator has ${names}.`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
