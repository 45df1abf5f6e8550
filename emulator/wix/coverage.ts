// Lists which methods of Wix's packages are emulated. It is derived from the rules and the operations, so that it
// is always current.
import type { Grade, Operation } from './core/operation.ts';
import { isRulesName, loadRules } from './rules/rules.ts';

/** A method of a Wix package, and whether it is emulated. */
export interface CoverageRow {
  readonly package: string;
  /** The function that the package exports. */
  readonly method: string;
  /** The full name on the wire: `com.wixpress.inbox.v2.MessagesService.SendMessage`. */
  readonly fqn: string;
  /** A method that is `absent` responds with 501 NOT_EMULATED. */
  readonly status: 'emulated' | 'absent';
  readonly grade?: Grade;
  readonly source?: string;
  readonly notes?: string;
}

/**
 * Lists every method of the packages, in the packages' order, with the operation that emulates it.
 * @param names names of rules files, as in `RULE_PACKAGES`; other names are ignored
 */
export function listCoverage(
  operations: readonly Operation[],
  names: readonly string[],
): readonly CoverageRow[] {
  const byMethod = new Map(operations.map((operation) => [methodKey(operation.origin), operation]));
  return names.filter(isRulesName).flatMap((name) => {
    const rules = loadRules(name);
    return Object.entries(rules.methods).map(([method, { fqn }]): CoverageRow => {
      const operation = byMethod.get(methodKey({ package: rules.package, method }));
      if (!operation) {
        return { package: rules.package, method, fqn, status: 'absent' };
      }
      const { grade, source, notes } = operation;
      return {
        package: rules.package,
        method,
        fqn,
        status: 'emulated',
        grade,
        source,
        ...(notes ? { notes } : {}),
      };
    });
  });
}

function methodKey(origin: Operation['origin']): string {
  return origin ? `${origin.package} ${origin.method}` : '';
}
