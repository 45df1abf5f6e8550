// How a method of Wix is served that no package describes in its `/meta`: paths and shapes are written by hand. Leaves out generated limits.
import * as v from 'valibot';
import type { Call } from './context.ts';
import { refuseDangerous } from './http.ts';
import { accept, type Caller, type Grade, type Operation } from './operation.ts';
import { WixValidationError } from './wix-error.ts';

/** Makes an operation of a schema, for methods whose wire was seen rather than described. */
export function describedByHand<Schema extends v.GenericSchema<unknown, object>>(spec: {
  /** Its API as the coverage names it. */
  readonly api: string;
  /** As the request log names it: `DataItemService.InsertDataItem`. */
  readonly name: string;
  readonly httpMethod: 'GET' | 'POST';
  readonly paths: readonly string[];
  readonly who: readonly Caller[];
  readonly grade: Grade;
  readonly source: string;
  readonly notes?: string;
  readonly schema: Schema;
  run(call: Call, request: v.InferOutput<Schema>): object;
}): Operation {
  const { api, name, httpMethod, paths, who, grade, source, notes, schema, run } = spec;
  return {
    api,
    name,
    httpMethod,
    paths,
    who,
    grade,
    source,
    ...(notes === undefined ? {} : { notes }),
    decode: decodeWhole,
    accept(request) {
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
      return accept(parsed.output, run);
    },
  };
}

/** Reads a query that holds the whole request as base64url JSON in `.r`. @throws {WixValidationError} */
function decodeWhole(query: URLSearchParams): object {
  const whole = query.get('.r');
  if (whole === null) {
    return {};
  }
  const decoded = parseJson(Buffer.from(whole, 'base64url').toString('utf8'));
  if (typeof decoded !== 'object' || decoded === null) {
    throw new WixValidationError([
      {
        field: '.r',
        description: 'is not a JSON object in base64url',
        violatedRule: 'VALIDATION',
      },
    ]);
  }
  refuseDangerous(decoded);
  return decoded;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
