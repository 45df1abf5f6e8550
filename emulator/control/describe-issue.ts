// Describes what is wrong with the body of a control request, or with a seed, as one sentence.
import * as v from 'valibot';
import { findNearest } from '../http/edit-distance.ts';

/** The most names of fields that are listed. */
const MAX_NAMES = 20;

/**
 * Describes the first thing that is wrong with an input: the path of the field, and what is expected of it.
 *
 * @param whole what the input is called, if the whole of it is wrong: `the body`
 */
export function describeIssue(
  schema: v.GenericSchema,
  [issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
  whole: string,
): string {
  return `${v.getDotPath(issue) ?? whole}: ${describe(schema, issue)}`;
}

function describe(schema: v.GenericSchema, issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  // Of a field that lacks, nothing is received.
  if (issue.received === 'undefined') return 'is required';
  if (issue.expected !== 'never') return issue.message;
  const keys = (issue.path ?? []).map(({ key }) => key);
  const names = listNames(schema, keys.slice(0, -1));
  const nearest = findNearest(String(keys.at(-1)), names);
  if (nearest !== undefined) return `is not a field; did you mean ${nearest}?`;
  const more = names.length > MAX_NAMES ? ', …' : '';
  return names.length === 0
    ? 'is not a field'
    : `is not a field; the fields are ${names.slice(0, MAX_NAMES).join(', ')}${more}`;
}

/** Returns the names of the fields of the object at a path. Empty for an object in a union. */
function listNames(schema: unknown, path: readonly unknown[]): readonly string[] {
  const [key, ...rest] = path;
  // What an optional field, or a schema with checks, is made of.
  const inner = readPart(schema, 'wrapped') ?? readPart(readPart(schema, 'pipe'), '0');
  if (inner !== undefined && inner !== schema) return listNames(inner, path);
  const entries = readPart(schema, 'entries');
  if (path.length === 0) {
    return typeof entries === 'object' && entries !== null ? Object.keys(entries) : [];
  }
  const next =
    readPart(entries, String(key)) ?? readPart(schema, 'item') ?? readPart(schema, 'value');
  return next === undefined ? [] : listNames(next, rest);
}

function readPart(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name)
    ? Reflect.get(of, name)
    : undefined;
}
