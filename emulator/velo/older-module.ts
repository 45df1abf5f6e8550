// Creates the exports of Wix's older modules, which refuse by name what the emulator does not have.
import { findRefusal, type REFUSED_MEMBERS } from './refused-members.ts';

/** The refused functions of a module or object, by name. */
type RefusedFunctions<Name extends string> = Name extends keyof typeof REFUSED_MEMBERS
  ? Readonly<Record<FunctionName<(typeof REFUSED_MEMBERS)[Name][number]>, Refuse>>
  : unknown;
type FunctionName<Entry> = Entry extends `${infer Name}()` ? Name : never;
type Refuse = (...args: readonly unknown[]) => never;

/** Members that JavaScript itself reads of any object. */
const READ_BY_JAVASCRIPT = new Set(['then', 'toJSON', 'constructor', '$$typeof', 'valueOf']);

/** Creates an error from what is not emulated and a sentence that says what to do. */
type NotEmulated = (subject: string, hint: string) => Error;

/**
 * Returns a function that creates a module's default export, or one of its objects, from what the emulator has of it. Of the
 * result, the functions in {@link REFUSED_MEMBERS} throw NOT_EMULATED when they are called; reading any other member that
 * it lacks throws at once.
 */
export function createOlderModule(notEmulated: NotEmulated) {
  function olderModule<Name extends string, Members extends object>(
    name: Name,
    members: Members,
  ): Members & RefusedFunctions<Name>;
  function olderModule(name: string, members: object): object {
    function refuse(member: string): never {
      const names = Object.keys(members);
      const has = names.length === 0 ? 'nothing of it' : names.join(', ');
      throw notEmulated(`${member} of ${name}`, `The emulator has ${has}.`);
    }
    return new Proxy(members, {
      get(target, key, receiver): unknown {
        if (typeof key !== 'string' || key in target || READ_BY_JAVASCRIPT.has(key)) {
          return Reflect.get(target, key, receiver);
        }
        return findRefusal(name, key) === 'function' ? () => refuse(key) : refuse(key);
      },
    });
  }
  return olderModule;
}
