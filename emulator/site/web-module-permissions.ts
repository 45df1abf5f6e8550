// Emulates `backend/permissions.json`, in which Wix keeps who may call the functions of `.jsw` files.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { isJsonProblem, parseJsonWithLines } from './json-with-lines.ts';
import { SiteError } from './site-error.ts';
import { PERMISSIONS_FILE } from './site-folder.ts';
import type { Permission } from './web-methods.ts';

const Invoke = v.optional(v.strictObject({ invoke: v.boolean() }));
const Entry = v.strictObject({ siteOwner: Invoke, siteMember: Invoke, anonymous: Invoke });
const PermissionsFile = v.strictObject({
  'web-methods': v.record(v.string(), v.record(v.string(), Entry)),
});

/** Who may call a function, as the file has it. */
type InvokeEntry = v.InferOutput<typeof Entry>;

/** One entry of the file, for the report. */
export interface PermissionEntry {
  /** `backend/orders.jsw`, or `*`. */
  readonly file: string;
  /** The name of a function, or `*`. */
  readonly method: string;
  /** 1 for the first. */
  readonly line: number;
  readonly entry: InvokeEntry;
}

/** The permissions of a site's `.jsw` files. */
export interface WebModulePermissions {
  /** Returns who may call a function. @param file path on Wix: `backend/orders.jsw` */
  permissionOf(file: string, method: string): Permission;
  /** The entries of the file, in its order. */
  readonly entries: readonly PermissionEntry[];
}

/** A part of the file that does not have the form that Wix documents. */
export interface PermissionsProblem {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads `permissions.json`. The entry of the function applies, else the `*` of its file, else the `*` of all files. Without any,
 * anyone may call the function.
 *
 * @param path absolute path of the file; undefined if the site has none
 * @throws {SiteError} PERMISSIONS_INVALID with the place: no function can be called then (assumed)
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/web-modules/about-web-module-permissions
 * @see the README of `src/backend` that Wix's Git integration creates, for the form of the file
 */
export function readWebModulePermissions(path: string | undefined): WebModulePermissions {
  const result = parsePermissions(path === undefined ? undefined : readFileSync(path, 'utf8'));
  if (!('message' in result)) return result;
  const { line, message } = result;
  throw new SiteError('PERMISSIONS_INVALID', `${PERMISSIONS_FILE}:${String(line)}: ${message}`);
}

/** Parses the text of `permissions.json`; undefined if the site has none. */
export function parsePermissions(
  text: string | undefined,
): WebModulePermissions | PermissionsProblem {
  if (text === undefined) return { permissionOf: () => 'Anyone', entries: [] };
  const json = parseJsonWithLines(text);
  if (isJsonProblem(json)) return json;
  const result = v.safeParse(PermissionsFile, json.value);
  if (!result.success) {
    const [issue] = result.issues;
    const keys = (issue.path ?? []).map(({ key }) => String(key));
    return { line: json.lineOf(keys), message: `${keys.join('.')}: ${issue.message}` };
  }
  const methods = result.output['web-methods'];
  return {
    permissionOf(file, method) {
      const candidates = [
        [file, method],
        [file, '*'],
        ['*', method],
        ['*', '*'],
      ] as const;
      const entry = candidates
        .map(([module, name]) => ownEntry(ownEntry(methods, module), name))
        .find((it) => it !== undefined);
      return entry === undefined ? 'Anyone' : toPermission(entry);
    },
    entries: Object.entries(methods).flatMap(([file, functions]) =>
      Object.entries(functions).map(([method, entry]) => ({
        file,
        method,
        line: json.lineOf(['web-methods', file, method]),
        entry,
      })),
    ),
  };
}

/** Whether an entry is one of the three that Wix documents: the owner, members too, or anyone. */
export function isDocumentedEntry({ siteOwner, siteMember, anonymous }: InvokeEntry): boolean {
  const flags = [siteOwner, siteMember, anonymous].map((it) => (it?.invoke === true ? 1 : 0));
  return ['100', '110', '111'].includes(flags.join(''));
}

function toPermission({ siteMember, anonymous }: InvokeEntry): Permission {
  if (anonymous?.invoke === true) return 'Anyone';
  return siteMember?.invoke === true ? 'SiteMember' : 'Admin';
}

function ownEntry<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
