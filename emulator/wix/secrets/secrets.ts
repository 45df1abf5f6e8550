// Emulates Wix's Secrets Manager: Get Secret Value. Not emulated: everything else; the seed file writes the
// secrets.
import * as meta from '@wix/auto_sdk_secrets_secrets/meta';
import type { DatabaseContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';

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
