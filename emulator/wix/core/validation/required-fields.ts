// Checks the fields that a method requires in its request. validate.ts checks the fields that a type itself
// requires.
import type { Rules } from '../../rules/rules.ts';
import { type FieldViolation, isRecord, REQUIRED_VIOLATION } from './violations.ts';

/** Lists paths that are required by a method but optional in its type. */
export function listRequiredPaths(rules: Rules, type: string): readonly (readonly string[])[] {
  return Object.values(rules.methods)
    .filter(({ request }) => request === type)
    .flatMap(({ required }) => required)
    .map((path) => path.split('.'))
    .filter(
      ([first = '', ...rest]) => rest.length > 0 || !rules.types[type]?.fields[first]?.required,
    );
}

/** Checks that a required path is set. Reports the first missing field on the path, once. */
export function checkRequired(
  request: Readonly<Record<string, unknown>>,
  segments: readonly string[],
  violations: FieldViolation[],
): void {
  let parent: unknown = request;
  for (const [index, segment] of segments.entries()) {
    if (!isRecord(parent)) {
      return;
    }
    const fieldValue: unknown = parent[segment];
    if (fieldValue === undefined || fieldValue === null || fieldValue === '') {
      const path = segments.slice(0, index + 1).join('.');
      if (!violations.some(({ field }) => field === path)) {
        violations.push({ field: path, ...REQUIRED_VIOLATION });
      }
      return;
    }
    parent = fieldValue;
  }
}
