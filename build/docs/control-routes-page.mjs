import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { format } from 'prettier';
import * as v from 'valibot';

/** The file of the page, from the root of the project. */
export const CONTROL_ROUTES_PAGE = 'docs/control-routes.md';
/** The command that writes the page. */
export const GENERATE_CONTROL_ROUTES = 'node build/docs/generate-control-routes.mjs';

const Texts = v.record(v.string(), v.string());
const Description = v.object({
  routes: v.array(
    v.object({
      method: v.string(),
      path: v.string(),
      topic: v.string(),
      description: v.string(),
      returns: v.string(),
      needsToken: v.boolean(),
      query: Texts,
      statuses: Texts,
      body: v.optional(
        v.object({
          example: v.looseObject({}),
          schema: v.object({
            properties: v.record(v.string(), v.unknown()),
            required: v.array(v.string()),
            additionalProperties: v.optional(v.literal(false)),
          }),
        }),
      ),
    }),
  ),
});
/** @typedef {v.InferOutput<typeof Description>['routes'][number]} Route */

/**
 * Returns the reference of the control routes, generated from their declarations.
 *
 * @param {string} root The folder of the project.
 * @returns {Promise<string>} Markdown.
 * @throws {Error} if the declarations cannot be loaded
 */
export async function controlRoutesPage(root) {
  // A process of its own, so that the build imports no part of the emulator.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', './emulator/typescript.mjs', 'emulator/tools/describe-control.ts'],
    { cwd: root, maxBuffer: 16 * 1024 * 1024 },
  );
  const { routes } = v.parse(Description, JSON.parse(stdout));
  const topics = [...new Set(routes.map(({ topic }) => topic))];
  const markdown = [
    `<!-- Generated from the source by \`${GENERATE_CONTROL_ROUTES}\`. Do not edit. -->`,
    '# Control routes',
    INTRODUCTION,
    ...topics.flatMap((topic) => [
      `## ${topic}`,
      ['| Route | Request body | Description | Response |', '| --- | --- | --- | --- |']
        .concat(routes.filter((route) => route.topic === topic).map(row))
        .join('\n'),
      ...routes.filter((route) => route.topic === topic && route.body).map(bodyLine),
    ]),
  ].join('\n\n');
  return format(markdown, { parser: 'markdown', singleQuote: true, printWidth: 100 });
}

const INTRODUCTION = `Tests and scripts control the emulator with these routes. Bodies of requests are JSON objects; unknown fields
are refused. Responses are JSON, if the table says nothing else. Over the port, a request with a body needs
\`Content-Type: application/json\`; [\`emulator.fetch()\`](emulator.md#in-tests) does not. See
[Control](emulator.md#control-routes) for the statuses of errors.`;

/** @param {Route} route */
function row({ method, path, description, returns, needsToken, query, statuses, body }) {
  const details = [
    description,
    ...Object.entries(query).map(([name, text]) => `\`?${name}=\`: ${text}`),
    ...(needsToken ? ['Needs a token in the `Authorization` header.'] : []),
  ].join(' ');
  const responses = [
    returns,
    ...Object.entries(statuses).map(([status, reason]) => `${status}: ${reason}`),
  ].join('<br>');
  return `| ${nameOf({ method, path })} | ${fieldsOf(body)} | ${cell(details)} | ${cell(responses)} |`;
}

/** @param {Pick<Route, 'method' | 'path'>} route */
function nameOf({ method, path }) {
  return `\`${method} ${path.replace('/_emulator', '')}\``;
}

/**
 * Lists the fields of a body: `{ as, id? }`.
 *
 * @param {Route['body']} body
 */
function fieldsOf(body) {
  if (!body) return '';
  const { properties, required, additionalProperties } = body.schema;
  const fields = Object.keys(properties).map((name) =>
    required.includes(name) ? name : `${name}?`,
  );
  const listed = [...fields, ...(additionalProperties === false ? [] : ['...'])].join(', ');
  if (fields.length > 8) return 'See the example.';
  return listed === '' ? '`{}`' : `\`{ ${listed} }\``;
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll('|', '\\|');
}

/** @param {Route} route */
function bodyLine({ method, path, body }) {
  const example = JSON.stringify(body?.example);
  return `${nameOf({ method, path })}, for example:\n\n\`\`\`json\n${example}\n\`\`\``;
}
