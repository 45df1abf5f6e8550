// Creates the exports of Wix's older modules in the backend that refuse what the emulator does not have.

/** Members that JavaScript itself reads of any object. */
const READ_BY_JAVASCRIPT = new Set(['then', 'toJSON', 'constructor', '$$typeof', 'valueOf']);

/** Returns an export of an older module. Reading a member that it does not have throws an error with the code NOT_EMULATED. */
export function olderModule<Members extends object>(name: string, members: Members): Members {
  return new Proxy(members, {
    get(target, key, receiver): unknown {
      if (typeof key === 'string' && !(key in target) && !READ_BY_JAVASCRIPT.has(key)) {
        const names = Object.keys(target);
        const has = names.length === 0 ? 'nothing of it' : names.join(', ');
        throw Object.assign(
          new Error(`${key} of ${name} is not emulated. The emulator has ${has}.`),
          { name: 'NOT_EMULATED', code: 'NOT_EMULATED' },
        );
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
