// Defines an emulated method from the `/meta` entry of Wix's package, which describes each method's path and
// types.
import type * as v from 'valibot';
import type { OperationContext } from './context.ts';
import type { Assumptions } from './assumptions.ts';
import { explainFields } from './validation/explain-fields.ts';
import { stripUnknownFields, type StrippedRequest } from './validation/strip-unknown-fields.ts';
import { decodeSearchParams } from './search-params.ts';
import { toResponseJson } from './response-json.ts';
import { trackReads } from './request-log.ts';
import type { Rules } from '../rules/rules.ts';
import { validate } from './validation/validate.ts';
import { isRecord } from './validation/violations.ts';
import { WixValidationError } from './wix-error.ts';

/** What `@wix/auto_sdk_x/meta` exports for each method: a function that returns its path, HTTP method and REST types. */
export type OperationMeta = () => {
  readonly getUrl: (context: { readonly host: string }) => string;
  readonly httpMethod: string;
  /** The path of the API, where `{label.key}` is a field of the request. `getUrl` calls that parameter `labelKey`. */
  readonly path: string;
  readonly __originalRequestType: unknown;
  readonly __originalResponseType: unknown;
};

/** Maps a REST type to its JSON form: `Date` becomes string. */
export type FromWire<T> = T extends Date
  ? string
  : T extends object
    ? { readonly [K in keyof T]: FromWire<T[K]> }
    : T;
/** Maps a REST type to the form that `run` may return: dates as Date or ISO string, absent fields as undefined. */
export type ToWire<T> = T extends Date
  ? Date | string
  : T extends object
    ? { readonly [K in keyof T]: ToWire<T[K]> | undefined }
    : T;

/** The REST request of a method: path parameters and query or body, as one object. */
export type RestRequest<Meta extends OperationMeta> = FromWire<
  ReturnType<Meta>['__originalRequestType']
>;
/** The REST response of a method. */
export type RestResponse<Meta extends OperationMeta> = ToWire<
  ReturnType<Meta>['__originalResponseType']
>;

/** The evidence for a behaviour: Wix's documentation, the packages' types, observed samples, or an assumption. */
export type Grade = 'documented' | 'typed' | 'seen' | 'assumed';
/** The kinds of callers; `none` is a request without a token. */
export type CallerKind = 'visitor' | 'member' | 'user' | 'app' | 'none';

/** A valid request, ready to run. */
export interface PreparedRequest {
  /** Runs the request; call it inside one transaction. */
  run(context: OperationContext): unknown;
  /** Returns the paths of the request's fields that `run` did not read. */
  unread(): readonly string[];
  /** Returns explanations of the fields that no type declares: where they belong, or what was probably meant. */
  hints(): readonly string[];
}

/** An emulated method of Wix, ready to be added to the router. */
export interface Operation {
  /** The name in the request log: `MessagesService.SendMessage`. */
  readonly name: string;
  readonly httpMethod: string;
  /** Whether a `GET` operation can be called by POST as well. */
  readonly isAlsoPost?: true;
  /** Paths of the operation; the path depends on the host. */
  readonly paths: readonly string[];
  /** The callers that Wix allows; others get 403 PERMISSION_DENIED. */
  readonly callers: readonly CallerKind[];
  /** The permissions that the package lists for the method: `INBOX.SEND_MESSAGES`. A registered app needs a scope with each. */
  readonly permissions?: readonly string[];
  readonly grade: Grade;
  /** The address of the page, or the name of the package, that the behaviour comes from. */
  readonly source: string;
  /** What is assumed or left out. */
  readonly notes?: string;
  /** The name of the API in the coverage list, if no package describes the method. */
  readonly api?: string;
  /** The package and function of the method, for the coverage list; absent if no package describes it. */
  readonly origin?: { readonly package: string; readonly method: string };
  /** The schema of the request, if no package describes the method. */
  readonly schema?: v.GenericSchema;
  /** Reads the query parameters of a request without a body. */
  decodeSearchParams(query: URLSearchParams): object;
  /** Validates a request before anything is changed. @throws {WixValidationError} */
  prepare(request: object, assumptions: Pick<Assumptions, 'protoJson'>): PreparedRequest;
  /** Writes a response as JSON. */
  toJson(response: unknown): string;
}

/** The hosts for which the packages' `getUrl` returns different paths. */
const HOSTS = ['www.wixapis.com', 'manage.wix.com', 'localhost'];

/**
 * Defines the operation of a method that a Wix package describes. Paths, HTTP method and types come from `meta`; limits,
 * one-ofs, formats and enums come from the generated rules. No part of the contract is written by hand.
 */
export function defineOperation<Meta extends OperationMeta>(spec: {
  readonly rules: Rules;
  readonly method: string;
  readonly meta: Meta;
  readonly callers: readonly CallerKind[];
  readonly grade: Grade;
  readonly source: string;
  readonly notes?: string;
  /** Paths in the request that Wix's packages send although their types do not declare them. */
  readonly undeclared?: readonly string[];
  /** Lists of field names that are sent as text with commas: the packages write a FieldMask so, and declare a list. */
  readonly fieldMasks?: readonly string[];
  run(context: OperationContext, request: RestRequest<Meta>): RestResponse<Meta>;
}): Operation {
  const { rules, method, callers, grade, source, notes, undeclared = [], fieldMasks = [] } = spec;
  const described = rules.methods[method];
  if (!described) {
    throw new Error(`Failed to define an operation: ${rules.package} has no method "${method}"`);
  }
  const meta = spec.meta();
  const { request: requestType, response: responseType } = described;
  const nested = readNestedParams(meta.path);
  const kept = [...undeclared, ...nested.values()];
  function assertValid(
    request: object,
    { stripped, violations }: StrippedRequest,
  ): asserts request is RestRequest<Meta> & object {
    const all = [...violations, ...validate(rules, requestType, request)];
    if (all.length > 0) {
      const hints = explainFields(rules, requestType, stripped);
      throw new WixValidationError(all, { unread: stripped, hints });
    }
  }
  return {
    name: toShortName(described.fqn),
    httpMethod: meta.httpMethod,
    paths: [...new Set(HOSTS.map((host) => meta.getUrl({ host })))],
    callers,
    permissions: described.permissions,
    grade,
    source,
    ...(notes === undefined ? {} : { notes }),
    origin: { package: rules.package, method },
    decodeSearchParams: (query) => decodeSearchParams(rules, requestType, query),
    prepare(received, { protoJson }) {
      const options = { undeclared: kept, protoJson };
      const read = stripUnknownFields(
        rules,
        requestType,
        splitFieldMasks(moveNestedParams(received, nested), fieldMasks),
        options,
      );
      const { request, stripped } = read;
      assertValid(request, read);
      const prepared = prepareRequest(request, spec.run);
      return {
        run: prepared.run,
        unread: () => [...prepared.unread(), ...stripped],
        hints: () => explainFields(rules, requestType, stripped),
      };
    },
    toJson: (response) => toResponseJson(rules, responseType, response),
  };
}

/**
 * Returns the fields inside objects that a path contains, by the names of their parameters in the URL:
 * `/v4/labels/{label.key}` has `label.key` as `labelKey`.
 */
function readNestedParams(path: string): ReadonlyMap<string, string> {
  return new Map(
    [...path.matchAll(/\{(\w+)\.(\w)(\w*)\}/g)].map(([, outer = '', initial = '', rest = '']) => [
      `${outer}${initial.toUpperCase()}${rest}`,
      `${outer}.${initial}${rest}`,
    ]),
  );
}

/** Moves the parameters of the URL to the objects that they belong to; they replace what the body has there. */
function moveNestedParams(request: object, nested: ReadonlyMap<string, string>): object {
  if (nested.size === 0) {
    return request;
  }
  const moved = new Map<string, unknown>(Object.entries(request));
  for (const [name, field] of nested) {
    const [outer = '', inner = ''] = field.split('.');
    const value = moved.get(outer) ?? {};
    if (moved.has(name) && isRecord(value)) {
      moved.set(outer, { ...value, [inner]: moved.get(name) });
      moved.delete(name);
    }
  }
  return Object.fromEntries(moved);
}

/**
 * Splits the field masks of a request, which are text with commas, into lists.
 * @see `transformSDKFieldMaskToRESTFieldMask` in @wix/sdk-runtime
 */
function splitFieldMasks(request: object, names: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(request).map(([name, value]: [string, unknown]) => {
      const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
      return names.includes(name) && texts.every((text) => typeof text === 'string')
        ? [name, texts.flatMap((text) => text.split(',')).filter(Boolean)]
        : [name, value];
    }),
  );
}

/** Binds a valid request to the function that runs it, and tracks which fields the function reads. */
export function prepareRequest<Request extends object>(
  request: Request,
  run: (context: OperationContext, request: Request) => unknown,
): PreparedRequest {
  const tracked = trackReads(request);
  return { run: (context) => run(context, tracked.value), unread: tracked.unread, hints: () => [] };
}

/** Returns the service and method of a full name: `com.wixpress.inbox.v2.MessagesService.SendMessage` -> `MessagesService.SendMessage`. */
function toShortName(fqn: string): string {
  return fqn.split('.').slice(-2).join('.');
}
