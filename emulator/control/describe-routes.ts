// Describes the control routes as data, for the index, the OpenAPI description and the documentation.
import { describeSchema, type JsonSchema } from './json-schema.ts';
import { TOPICS, type ControlRoute } from './route.ts';

/** A control route as data. Texts are Markdown. */
export interface RouteDescription {
  readonly method: ControlRoute['method'];
  /** The whole path, with parameters as in `/_emulator/media/:id`. */
  readonly path: string;
  readonly topic: ControlRoute['topic'];
  readonly description: string;
  readonly returns: string;
  readonly needsToken: boolean;
  /** The query parameters, each with its description. */
  readonly query: Readonly<Record<string, string>>;
  /** Further statuses than 200, 400 and 500, each with its reason. */
  readonly statuses: Readonly<Record<string, string>>;
  /** The body of a request: its JSON Schema, and an example. */
  readonly body?: { readonly schema: JsonSchema; readonly example: object };
}

/** Describes routes, by topic and in the order of their declaration. */
export function describeControlRoutes(
  routes: readonly ControlRoute[],
): readonly RouteDescription[] {
  return TOPICS.flatMap((topic) => routes.filter((route) => route.topic === topic)).map(
    ({ method, path, topic, description, returns, needsToken, query, statuses, body }) => ({
      method,
      path: `/_emulator${path}`,
      topic,
      description,
      returns,
      needsToken: needsToken ?? false,
      query: query ?? {},
      statuses: statuses ?? {},
      ...(body ? { body: { schema: describeSchema(body.schema), example: body.example } } : {}),
    }),
  );
}
