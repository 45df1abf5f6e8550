// Defines an emulated method by hand, for methods without `/meta`. Such methods have no generated limits.
import * as v from 'valibot';
import type { OperationContext } from './context.ts';
import { prepareRequest, type CallerKind, type Grade, type Operation } from './operation.ts';
import type { Assumptions } from './assumptions.ts';
import { refuseBothNames, refuseProtoName, toJsonName } from './proto-json.ts';
import type { FieldViolation } from './validation/violations.ts';
import { WixValidationError } from './wix-error.ts';

/** Defines an operation from a Valibot schema, for methods whose wire format was observed rather than described. */
export function defineSchemaOperation<Schema extends v.GenericSchema<unknown, object>>(spec: {
  /** The name of the API in the coverage list. */
  readonly api: string;
  /** The name in the request log: `DataItemService.InsertDataItem`. */
  readonly name: string;
  readonly httpMethod: 'GET' | 'POST';
  /** Whether a `GET` operation can be called by POST as well. */
  readonly isAlsoPost?: true;
  readonly paths: readonly string[];
  readonly callers: readonly CallerKind[];
  readonly grade: Grade;
  readonly source: string;
  readonly notes?: string;
  readonly schema: Schema;
  run(context: OperationContext, request: v.InferOutput<Schema>): object;
}): Operation {
  const { api, name, httpMethod, isAlsoPost, paths, callers, grade, source, notes, schema, run } =
    spec;
  return {
    api,
    name,
    httpMethod,
    ...(isAlsoPost ? { isAlsoPost } : {}),
    paths,
    callers,
    grade,
    source,
    ...(notes === undefined ? {} : { notes }),
    schema,
    decodeSearchParams: decodeRequestParam,
    prepare(received, { protoJson }) {
      const request = readNames(schema, received, protoJson);
      const parsed = v.safeParse(schema, request);
      if (!parsed.success) {
        throw new WixValidationError(
          parsed.issues.map((issue) => ({
            field: v.getDotPath(issue) ?? '',
            description: 'has a value of the wrong type',
            violatedRule: 'VALIDATION',
          })),
        );
      }
      return prepareRequest(parsed.output, run);
    },
    toJson: (response) => JSON.stringify(response ?? {}),
  };
}

/**
 * Gives the fields of a request the names of the schema, if they are in snake_case. Names inside of the fields are not
 * read.
 * @throws {WixValidationError} if such names are refused, or a field is received under both names
 */
function readNames(
  schema: v.GenericSchema<unknown, object>,
  request: object,
  protoJson: Assumptions['protoJson'],
): object {
  const declared: unknown = Reflect.get(schema, 'entries');
  if (typeof declared !== 'object' || declared === null) return request;
  const violations: FieldViolation[] = [];
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries<unknown>({ ...request })) {
    const jsonName = toJsonName(name);
    const isDeclared = Object.hasOwn(declared, name) || !Object.hasOwn(declared, jsonName);
    if (!isDeclared && protoJson === 'refused') violations.push(refuseProtoName(name, jsonName));
    else if (!isDeclared && Object.hasOwn(request, jsonName)) {
      violations.push(refuseBothNames(name, jsonName));
    }
    named[isDeclared ? name : jsonName] = value;
  }
  if (violations.length > 0) throw new WixValidationError(violations);
  return named;
}

/**
 * Reads a request from its query: from `.r`, which holds the whole request as base64url JSON, or else from its
 * parameters, which are text, and lists of texts if they are repeated.
 * @throws {WixValidationError}
 */
function decodeRequestParam(query: URLSearchParams): object {
  const encoded = query.get('.r');
  if (encoded === null) {
    return Object.fromEntries(
      [...new Set(query.keys())].map((name) => {
        const [first, ...others] = query.getAll(name);
        return [name, others.length === 0 ? first : [first, ...others]];
      }),
    );
  }
  const decoded = parseJson(Buffer.from(encoded, 'base64url').toString('utf8'));
  if (typeof decoded !== 'object' || decoded === null) {
    throw new WixValidationError([
      {
        field: '.r',
        description: 'is not a JSON object in base64url',
        violatedRule: 'VALIDATION',
      },
    ]);
  }
  return decoded;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
