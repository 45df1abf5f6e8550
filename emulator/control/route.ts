// Declares control routes. The router, the index, the OpenAPI description and docs/control-routes.md are all made from
// the declarations.
import type { Context } from 'hono';
import type * as v from 'valibot';
import type { ControlDependencies } from './dependencies.ts';
import { parseInput } from './input.ts';

/** The topics of the control routes, in the order of the documentation. */
export const TOPICS = [
  'State',
  'Sessions',
  'People and events',
  'Logs',
  'Settings',
  'Clock and faults',
  'Realtime and pages',
  'Files',
  'Descriptions',
] as const;
/** The topic of a control route. */
export type Topic = (typeof TOPICS)[number];

/** What a route has, apart from its body and its handler. */
interface RouteSpec {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path below `/_emulator`, with parameters as in `/media/:id`. */
  readonly path: string;
  readonly topic: Topic;
  /** What the route does, in Markdown: one to three sentences. */
  readonly description: string;
  /** What the route answers with status 200, in Markdown: `{ ok }`. */
  readonly returns: string;
  /** Further statuses than 200, 400 and 500, each with its reason. */
  readonly statuses?: Readonly<Record<number, string>>;
  /** The query parameters, each with its description. */
  readonly query?: Readonly<Record<string, string>>;
  /** Whether the session's token must be in the `Authorization` header. */
  readonly needsToken?: true;
}

/** The body of a route's requests. */
interface RouteBody {
  readonly schema: v.GenericSchema;
  /** A body that the schema accepts. */
  readonly example: object;
}

/** A control route. */
export interface ControlRoute extends RouteSpec {
  /** Absent if the route reads no body. */
  readonly body?: RouteBody;
  /** @throws {InputError} for invalid input, and what Wix's APIs throw */
  handle(dependencies: ControlDependencies, context: Context): Response | Promise<Response>;
}

type Answer = Response | Promise<Response>;

/** Declares a route that reads no body. */
export function defineRoute(spec: ControlRoute): ControlRoute {
  return spec;
}

/** Declares a route that reads a JSON body, which is validated before the handler runs. */
export function defineBodyRoute<Schema extends v.GenericSchema<unknown, object>>({
  schema,
  example,
  handle,
  ...spec
}: RouteSpec & {
  readonly schema: Schema;
  readonly example: v.InferInput<Schema> & object;
  handle(dependencies: ControlDependencies, input: v.InferOutput<Schema>, context: Context): Answer;
}): ControlRoute {
  return {
    ...spec,
    body: { schema, example },
    handle: async (dependencies, context) =>
      handle(dependencies, parseInput(schema, await context.req.text()), context),
  };
}
