// Emulates Wix's Secrets Manager: create, list, read, update and delete. The seed file writes secrets, too. Not
// emulated: encryption, and the rule that the site needs the Members Area before secrets can be managed.
import * as meta from '@wix/auto_sdk_secrets_secrets/meta';
import type { DatabaseContext, OperationContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';

const DOCS = 'https://dev.wix.com/docs/sdk/backend-modules/secrets/secrets';
const rules = loadRules('secrets');

/** The form of a secret's name. @see the package's types, and "cannot start with wix": https://dev.wix.com/docs/velo/apis/wix-secrets-backend/create-secret */
const SECRET_NAME = /^(?!wix)[\w+=\-@#$]{1,50}$/;

/** A secret as it is stored. */
interface SecretRow {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly description: string | null;
  readonly created_date: string;
  readonly updated_date: string;
}

/** Creates a secret, or changes the value of the one with the name, and returns its id; call it inside a transaction. */
export function writeSecret(
  context: Pick<OperationContext, 'database' | 'now' | 'id'>,
  { name, value, description }: Pick<SecretRow, 'name' | 'value'> & Partial<SecretRow>,
): string {
  const id = context.id();
  const now = context.now().toISOString();
  context.database.run(
    `insert into secrets (name, id, value, description, created_date, updated_date) values (?, ?, ?, ?, ?, ?)
     on conflict (name) do update set value = excluded.value, updated_date = excluded.updated_date`,
    name,
    id,
    value,
    description ?? null,
    now,
    now,
  );
  return id;
}

/** @throws {WixValidationError} 400 if a name has a form that Wix does not accept */
function checkName(name: string | null | undefined): asserts name is string {
  if (!name || !SECRET_NAME.test(name)) {
    const problem =
      'must have 1 to 50 characters of a-z, A-Z, 0-9 and _+=-@#$, without "wix" before';
    throw new WixValidationError([
      { field: 'secret.name', description: problem, violatedRule: 'FORMAT' },
    ]);
  }
}

/** @throws {WixApiError} 409 ALREADY_EXISTS if another secret than `id` has the name */
function checkNameIsFree({ database }: DatabaseContext, name: string, id = ''): void {
  if (database.get('select 1 from secrets where name = ? and id <> ?', name, id)) {
    throw new WixApiError(409, 'ALREADY_EXISTS', 'A secret with this name already exists');
  }
}

/** @throws {WixApiError} 404 NOT_FOUND */
function requireSecret({ database }: DatabaseContext, id: string): SecretRow {
  const row = database.get<SecretRow>('select * from secrets where id = ?', id);
  if (!row) {
    throw new WixApiError(404, 'NOT_FOUND', 'No secret has this id');
  }
  return row;
}

/** The emulated operations of the Secrets Manager. */
export const SECRET_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'createSecret',
    meta: meta.createSecret,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/create-secret`,
    notes:
      'A name cannot be used twice or start with "wix". Assumed: 409 ALREADY_EXISTS, 400 for an invalid name.',
    run(context, { secret }) {
      const { name, value, description } = { ...secret };
      checkName(name);
      checkNameIsFree(context, name);
      return {
        id: writeSecret(context, { name, value: value ?? '', description: description ?? null }),
      };
    },
  }),
  defineOperation({
    rules,
    method: 'getSecretValue',
    meta: meta.getSecretValue,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/get-secret-value`,
    notes:
      'Apps and Wix users may call it, as the page of the package says. Assumed: 404 NOT_FOUND for an unknown name (no custom error is documented).',
    run(context, { name }) {
      const row = context.database.get<{ readonly value: string }>(
        'select value from secrets where name = ?',
        name,
      );
      if (!row) {
        throw new WixApiError(404, 'NOT_FOUND', 'No secret has this name');
      }
      return { value: row.value };
    },
  }),
  defineOperation({
    rules,
    method: 'listSecretInfo',
    meta: meta.listSecretInfo,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/list-secret-info`,
    notes: 'Without values (documented). Assumed: in the order of their names.',
    run: ({ database }) => ({
      secrets: database
        .all<SecretRow>('select * from secrets order by name')
        .map(({ id, name, description, created_date, updated_date }) => ({
          id,
          name,
          ...(description === null ? {} : { description }),
          createdDate: created_date,
          updatedDate: updated_date,
        })),
    }),
  }),
  defineOperation({
    rules,
    method: 'updateSecret',
    meta: meta.updateSecret,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/update-secret`,
    notes:
      'Changes the given fields; a secret cannot be renamed to a name in use. Assumed: 404 NOT_FOUND for an unknown id, 409 ALREADY_EXISTS for a name in use.',
    run(context, { id, secret }) {
      const stored = requireSecret(context, id);
      const { name = stored.name, value, description = stored.description } = { ...secret };
      checkName(name);
      checkNameIsFree(context, name, id);
      context.database.run(
        'update secrets set name = ?, value = ?, description = ?, updated_date = ? where id = ?',
        name,
        value ?? stored.value,
        description,
        context.now().toISOString(),
        id,
      );
      return {};
    },
  }),
  defineOperation({
    rules,
    method: 'deleteSecret',
    meta: meta.deleteSecret,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/delete-secret`,
    notes: 'Assumed: 404 NOT_FOUND for an unknown id.',
    run(context, { id }) {
      requireSecret(context, id);
      context.database.run('delete from secrets where id = ?', id);
      return {};
    },
  }),
];
