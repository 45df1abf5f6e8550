// Reads the spellings that Protocol Buffers allow in JSON beside those of Wix's documentation: field names in snake_case,
// numbers as text and enum values as numbers. Whether Wix accepts them is the assumption `protoJson`.
import type { FieldViolation } from './validation/violations.ts';

/** A number in JSON, as text. */
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Returns the name that a field has in JSON: `conversation_id` -> `conversationId`.
 * @see https://protobuf.dev/programming-guides/json/ (parsers accept both names)
 */
export function toJsonName(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns a number that is written as text; other values unchanged. */
export function readNumberText(value: unknown): unknown {
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
}

/**
 * Returns the enum value with a number; other values unchanged. The packages list values without numbers; that they are
 * numbered from 0 in this order is assumed.
 */
export function readEnumNumber(values: readonly string[], value: unknown): unknown {
  return typeof value === 'number' ? (values[value] ?? value) : value;
}

/** The violation of a field name in snake_case, if it is refused. @param field its path */
export function refuseProtoName(field: string, jsonName: string): FieldViolation {
  return {
    field,
    description: `is not a name in JSON, expected ${jsonName}`,
    violatedRule: 'VALIDATION',
    data: { expected: jsonName },
  };
}

/** The violation of a field that is received under both of its names. @param field its path, in snake_case */
export function refuseBothNames(field: string, jsonName: string): FieldViolation {
  return {
    field,
    description: `is received twice, also as ${jsonName}`,
    violatedRule: 'VALIDATION',
    data: { expected: jsonName },
  };
}
