// Reads and validates the bodies of control requests.
import * as v from 'valibot';
import { InputError } from '../http/input-error.ts';
import { parseJsonObject } from '../http/json-input.ts';
import { describeIssue } from './describe-issue.ts';

/** Invalid input of a control route; becomes status 400. */
export class ControlError extends InputError {}

/** A text of at most 1,000 characters. */
export const Text = v.pipe(v.string(), v.maxLength(1000));
/** The ID of a person, contact, conversation or post. */
export const Guid = v.pipe(v.string(), v.uuid());

/**
 * Parses and validates the body of a control request. No body is an empty object.
 *
 * @throws {ControlError} whose message names the invalid field
 * @throws {InputError} if the body is not a JSON object
 */
export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  body: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, parseJsonObject(body));
  if (!parsed.success) {
    throw new ControlError(describeIssue(schema, parsed.issues, 'the body'));
  }
  return parsed.output;
}
