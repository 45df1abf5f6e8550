// How one method of a Wix API is served: its paths and types come from the package's own `/meta`. Leaves out streaming.
import type { Call } from './context.ts';
import { keepKnownFields } from './validation/strip-unknown-fields.ts';
import { decodeQuery } from './search-params.ts';
import { watchReads } from './request-log.ts';
import type { Rules } from '../rules/rules.ts';
import { validate } from './validation/validate.ts';
import { WixValidationError } from './wix-error.ts';

/** What `@wix/auto_sdk_x/meta` exports for each method: a function whose answer knows path, verb and REST types. */
export type OperationMeta = () => {
  readonly getUrl: (context: { readonly host: string }) => string;
  readonly httpMethod: string;
  readonly __originalRequestType: unknown;
  readonly __originalResponseType: unknown;
};

/** A REST shape as JSON carries it into the emulator: dates are ISO strings. */
export type FromWire<T> = T extends Date
  ? string
  : T extends object
    ? { readonly [K in keyof T]: FromWire<T[K]> }
    : T;
/** A REST shape as an operation may answer it: dates as Date or ISO string, absent fields as undefined. */
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

/** How well a behaviour is known: Wix's pages, the packages' types, seen in samples, or assumed. */
export type Grade = 'documented' | 'typed' | 'seen' | 'assumed';
/** Who may call an operation; `none` is a call without a token. */
export type Caller = 'visitor' | 'member' | 'user' | 'app' | 'none';

/** A request that keeps the rules: execute it inside one transaction, then ask what was not read. */
export interface Accepted {
  run(call: Call): unknown;
  unread(): readonly string[];
}

/** A method of Wix, ready to be mounted. */
export interface Operation {
  /** As the request log names it: `MessagesService.SendMessage`. */
  readonly name: string;
  readonly httpMethod: string;
  /** Router templates on every host that Wix's packages know. */
  readonly paths: readonly string[];
  readonly who: readonly Caller[];
  readonly grade: Grade;
  readonly source: string;
  readonly notes?: string;
  /** Its API as the coverage names it, where no package describes the method. */
  readonly api?: string;
  /** Where the method comes from, for the coverage; absent where no package describes it. */
  readonly origin?: { readonly package: string; readonly method: string };
  /** Query and path parameters of a call without a body, as the request object. */
  decode(query: URLSearchParams): object;
  /** Checks a request against the rules before anything is touched. @throws {WixValidationError} */
  accept(request: object): Accepted;
}

const HOSTS = ['www.wixapis.com', 'manage.wix.com', 'localhost'];

/**
 * Makes an operation of a method that a Wix package describes. Paths, verb and types come from `meta`, limits, one-ofs,
 * formats and enums from the generated rules: nothing of the contract is written by hand.
 */
export function operation<Meta extends OperationMeta>(spec: {
  readonly rules: Rules;
  readonly method: string;
  readonly meta: Meta;
  readonly who: readonly Caller[];
  readonly grade: Grade;
  readonly source: string;
  readonly notes?: string;
  /** Paths of the request that Wix's packages send though their types do not declare them. */
  readonly undeclared?: readonly string[];
  run(call: Call, request: RestRequest<Meta>): RestResponse<Meta>;
}): Operation {
  const { rules, method, who, grade, source, notes, undeclared = [] } = spec;
  const described = rules.methods[method];
  if (!described) {
    throw new Error(`Failed to make an operation: ${rules.package} has no method "${method}"`);
  }
  const meta = spec.meta();
  const requestType = described.request;
  function requireRules(request: object): asserts request is RestRequest<Meta> & object {
    const violations = validate(rules, requestType, request);
    if (violations.length > 0) {
      throw new WixValidationError(violations);
    }
  }
  return {
    name: shortName(described.fqn),
    httpMethod: meta.httpMethod,
    paths: [...new Set(HOSTS.map((host) => meta.getUrl({ host })))],
    who,
    grade,
    source,
    ...(notes === undefined ? {} : { notes }),
    origin: { package: rules.package, method },
    decode: (query) => decodeQuery(rules, requestType, query),
    accept(sent) {
      const { request, dropped } = keepKnownFields(rules, requestType, sent, undeclared);
      requireRules(request);
      const accepted = accept(request, spec.run);
      return { run: accepted.run, unread: () => [...accepted.unread(), ...dropped] };
    },
  };
}

/** Binds a checked request to what executes it, watching which fields are read. */
export function accept<Request extends object>(
  request: Request,
  run: (call: Call, request: Request) => unknown,
): Accepted {
  const watched = watchReads(request);
  return { run: (call) => run(call, watched.value), unread: watched.unread };
}

/** Service and method of a full name: `com.wixpress.inbox.v2.MessagesService.SendMessage` -> `MessagesService.SendMessage`. */
function shortName(fqn: string): string {
  return fqn.split('.').slice(-2).join('.');
}
