// Defines an emulated method by hand, for methods without `/meta`. Such methods have no generated limits.
import * as v from 'valibot';
import type { OperationContext } from './context.ts';
import { prepareRequest, type CallerKind, type Grade, type Operation } from './operation.ts';
import { WixValidationError } from './wix-error.ts';

/** Defines an operation from a Valibot schema, for methods whose wire format was observed rather than described. */
export function defineSchemaOperation<Schema extends v.GenericSchema<unknown, object>>(spec: {
  /** The name of the API in the coverage list. */
  readonly api: string;
  /** The name in the request log: `DataItemService.InsertDataItem`. */
  readonly name: string;
  readonly httpMethod: 'GET' | 'POST';
  readonly paths: readonly string[];
  readonly callers: readonly CallerKind[];
  readonly grade: Grade;
  readonly source: string;
  readonly notes?: string;
  readonly schema: Schema;
  run(context: OperationContext, request: v.InferOutput<Schema>): object;
}): Operation {
  const { api, name, httpMethod, paths, callers, grade, source, notes, schema, run } = spec;
  return {
    api,
    name,
    httpMethod,
    paths,
    callers,
    grade,
    source,
    ...(notes === undefined ? {} : { notes }),
    decodeSearchParams: decodeRequestParam,
    prepare(request) {
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
  };
}

/** Reads the query parameter `.r`, which holds the whole request as base64url JSON. @throws {WixValidationError} */
function decodeRequestParam(query: URLSearchParams): object {
  const encoded = query.get('.r');
  if (encoded === null) {
    return {};
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
