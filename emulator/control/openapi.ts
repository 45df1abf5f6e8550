// Describes the control routes and the emulated operations of Wix in OpenAPI 3.1, from the schemas that check their input.
import type { Operation } from '../wix/core/operation.ts';
import { isRulesName, loadRules, RULE_PACKAGES, type Rules } from '../wix/rules/rules.ts';
import type { RouteDescription } from './describe-routes.ts';
import { describeSchema, type JsonSchema } from './json-schema.ts';
import { describeField, describeObject, describeType, type Components } from './rules-schema.ts';

/** An OpenAPI description. */
export type OpenApi = Readonly<Record<string, unknown>>;

/** The version of the description's format. */
const OPENAPI = '3.1.0';
/** The security requirement of routes and operations that need a token. */
const NEEDS_TOKEN = [{ token: [] }];

/** An operation object of OpenAPI, at a path in Hono's syntax. */
interface Entry {
  readonly method: string;
  readonly path: string;
  readonly describe: (params: readonly string[]) => JsonSchema;
}

/** Describes routes and operations. Response bodies are described as far as Wix's packages declare them. */
export function describeApi(
  routes: readonly RouteDescription[],
  operations: readonly Operation[],
): OpenApi {
  const components: Components = new Map();
  const entries = [
    ...routes.map(describeRoute),
    ...operations.flatMap((operation) => describeOperation(operation, components)),
  ];
  const paths = new Map<string, Record<string, JsonSchema>>();
  /** The first spelling of each path: two that differ in the names of parameters only are the same to OpenAPI. */
  const spellings = new Map<string, string>();
  for (const { method, path, describe } of entries) {
    const shape = path.replaceAll(/:\w+/g, ':');
    const spelling = spellings.get(shape) ?? path;
    spellings.set(shape, spelling);
    const params = [...spelling.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const methods = paths.get(spelling) ?? {};
    methods[method.toLowerCase()] ??= describe(params);
    paths.set(spelling, methods);
  }
  return {
    openapi: OPENAPI,
    info: {
      title: 'Emulated Wix',
      version: '0.1.0',
      description:
        'The control routes of the emulator, and the operations of Wix that it emulates. `x-wix` says who may call an operation and what its behaviour is known from.',
    },
    paths: Object.fromEntries(
      [...paths].map(([path, methods]) => [path.replaceAll(/:(\w+)/g, '{$1}'), methods]),
    ),
    components: {
      schemas: { ...Object.fromEntries(components), WixError: WIX_ERROR },
      securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'Authorization' } },
    },
  };
}

function describeRoute(route: RouteDescription): Entry {
  const { method, path, topic, description, returns, needsToken, query, statuses, body } = route;
  return {
    method,
    path,
    describe: (params) => ({
      operationId: `${method} ${path}`,
      tags: [topic],
      // Without links: they are to pages of the documentation.
      description: description.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1'),
      ...(needsToken ? { security: NEEDS_TOKEN } : {}),
      parameters: [
        ...params.map(describeParam),
        ...Object.entries(query).map(([name, text]) => ({
          name,
          in: 'query',
          description: text,
          schema: { type: 'string' },
        })),
      ],
      ...(body ? { requestBody: toBody(body.schema, { example: body.example }) } : {}),
      responses: {
        200: { description: returns },
        ...Object.fromEntries(
          Object.entries(statuses).map(([status, reason]) => [status, { description: reason }]),
        ),
        ...(body
          ? { 400: { description: 'The request is invalid. The error names the field.' } }
          : {}),
      },
    }),
  };
}

function describeOperation(operation: Operation, components: Components): readonly Entry[] {
  const methods = [operation.httpMethod, ...(operation.isAlsoPost ? ['POST'] : [])];
  return operation.paths.flatMap((path) =>
    methods.map((method) => ({
      method,
      path,
      describe: (params: readonly string[]) => ({
        operationId: `${operation.name} ${method} ${path}`,
        tags: [operation.api ?? operation.name.split('.')[0] ?? ''],
        description: [operation.notes, `Source: ${operation.source}`].filter(Boolean).join(' '),
        ...(operation.callers.includes('none') ? {} : { security: NEEDS_TOKEN }),
        ...describeContract(operation, method, [path, params], components),
        'x-wix': {
          operation: operation.name,
          grade: operation.grade,
          source: operation.source,
          callers: operation.callers,
        },
      }),
    })),
  );
}

/** Describes the parameters, the body and the responses of an operation. */
function describeContract(
  { origin, schema }: Operation,
  method: string,
  [path, params]: readonly [string, readonly string[]],
  components: Components,
): JsonSchema {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const described = origin && findMethod(origin);
  const hasBody = !['GET', 'DELETE'].includes(method);
  const query =
    described && !hasBody
      ? Object.entries(described.rules.types[described.request]?.fields ?? {})
          .filter(([name]) => !inPath.includes(name))
          .map(([name, field]) => ({
            name,
            in: 'query',
            schema: describeField(described.rules, field, components),
          }))
      : [];
  const request = described
    ? describeObject(described.rules, described.request, components, inPath)
    : schema && describeSchema(schema);
  return {
    parameters: [...params.map(describeParam), ...query],
    ...(hasBody && request ? { requestBody: toBody(request) } : {}),
    responses: {
      200: {
        description: 'The response of Wix.',
        ...(described?.rules.types[described.response]
          ? { content: toContent(describeType(described.rules, described.response, components)) }
          : {}),
      },
      default: {
        description: "Wix's error.",
        content: toContent({ $ref: '#/components/schemas/WixError' }),
      },
    },
  };
}

function findMethod({
  package: name,
  method,
}: {
  readonly package: string;
  readonly method: string;
}): { readonly rules: Rules; readonly request: string; readonly response: string } | undefined {
  const rulesName = Object.entries(RULE_PACKAGES).find(([, described]) => described === name)?.[0];
  if (rulesName === undefined || !isRulesName(rulesName)) return undefined;
  const rules = loadRules(rulesName);
  const described = rules.methods[method];
  return described && { rules, request: described.request, response: described.response };
}

function describeParam(name: string): JsonSchema {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}

function toContent(schema: JsonSchema, more: object = {}): JsonSchema {
  return { 'application/json': { schema, ...more } };
}

function toBody(schema: JsonSchema, more: object = {}): JsonSchema {
  return { required: true, content: toContent(schema, more) };
}

const WIX_ERROR: JsonSchema = {
  type: 'object',
  properties: {
    message: { type: 'string' },
    details: {
      type: 'object',
      properties: {
        applicationError: {
          type: 'object',
          properties: {
            code: { type: 'string' },
            description: { type: 'string' },
            data: { type: 'object' },
          },
        },
        validationError: {
          type: 'object',
          properties: {
            fieldViolations: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  field: { type: 'string' },
                  description: { type: 'string' },
                  violatedRule: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  },
  required: ['message'],
};
