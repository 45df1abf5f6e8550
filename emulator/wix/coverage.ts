// What of Wix's packages is emulated: their methods minus the operations. Derived, so that it cannot go stale.
import type { Grade, Operation } from './core/operation.ts';
import { isRulesName, loadRules } from './rules/rules.ts';

/** A method of a Wix package, and whether it is emulated. */
export interface CoverageRow {
  readonly package: string;
  /** The function that the package exports. */
  readonly method: string;
  /** Name on the wire. */
  readonly fqn: string;
  /** `absent` answers 501 NOT_EMULATED. */
  readonly status: 'emulated' | 'absent';
  readonly grade?: Grade;
  readonly source?: string;
  readonly notes?: string;
}

/**
 * Lists every method of the packages, in the packages' order, with the operation that stands for it.
 * @param names files of rules, as in `RULE_PACKAGES`; others are left out
 */
export function coverage(
  operations: readonly Operation[],
  names: readonly string[],
): readonly CoverageRow[] {
  const byMethod = new Map(operations.map((operation) => [keyOf(operation.origin), operation]));
  return names.filter(isRulesName).flatMap((name) => {
    const rules = loadRules(name);
    return Object.entries(rules.methods).map(([method, { fqn }]): CoverageRow => {
      const operation = byMethod.get(keyOf({ package: rules.package, method }));
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

function keyOf(origin: Operation['origin']): string {
  return origin ? `${origin.package} ${origin.method}` : '';
}
