// Converts the schemas of inputs to JSON Schema.
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Returns what a Valibot schema accepts as a JSON Schema, without `$schema`. Checks by code have no counterpart in JSON
 * Schema and are left out, so that the JSON Schema can accept more.
 */
export function describeSchema(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...described } = toJsonSchema(schema, {
    typeMode: 'input',
    target: 'draft-2020-12',
    errorMode: 'ignore',
  });
  return described;
}
