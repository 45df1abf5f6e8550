// Emulates Wix's Secrets Manager: Create Secret and Get Secret Value. Not emulated: everything else; the seed file writes
// secrets, too.
import * as meta from '@wix/auto_sdk_secrets_secrets/meta';
import type { DatabaseContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';

/** The form of a secret's name. @see the package's types, and "cannot start with wix": https://dev.wix.com/docs/velo/apis/wix-secrets-backend/create-secret */
const SECRET_NAME = /^(?!wix)[\w+=\-@#$]{1,50}$/;

/** Creates or updates a secret; call it inside a transaction. */
export function writeSecret({ database }: DatabaseContext, name: string, value: string) {
  database.run(
    'insert into secrets (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    value,
  );
}

/** The emulated operations of the Secrets Manager. */
export const SECRET_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules: loadRules('secrets'),
    method: 'createSecret',
    meta: meta.createSecret,
    callers: ['app'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/secrets/secrets/create-secret',
    notes:
      'A name cannot be used twice or start with "wix". Assumed: 409 ALREADY_EXISTS, 400 for an invalid name. The description and the id are not stored: no emulated method reads them.',
    run(context, { secret }) {
      const { name, value } = { ...secret };
      if (!name || !SECRET_NAME.test(name)) {
        const problem =
          'must have 1 to 50 characters of a-z, A-Z, 0-9 and _+=-@#$, without "wix" before';
        throw new WixValidationError([
          { field: 'secret.name', description: problem, violatedRule: 'FORMAT' },
        ]);
      }
      if (context.database.get('select 1 from secrets where name = ?', name)) {
        throw new WixApiError(409, 'ALREADY_EXISTS', 'A secret with this name already exists');
      }
      writeSecret(context, name, value ?? '');
      return { id: context.id() };
    },
  }),
  defineOperation({
    rules: loadRules('secrets'),
    method: 'getSecretValue',
    meta: meta.getSecretValue,
    callers: ['app'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/secrets/secrets/get-secret-value',
    notes:
      'Only apps may call it (the package says so). Assumed: 404 NOT_FOUND for an unknown name (no custom error is documented).',
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
];
