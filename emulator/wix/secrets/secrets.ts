// Wix's Secrets Manager as a site's backend reads it. Leaves out everything but reading one secret: the seed file writes them.
import * as meta from '@wix/auto_sdk_secrets_secrets/meta';
import type { Call } from '../core/context.ts';
import { operation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';

/** Writes a secret; inside durable work. */
export function writeSecret({ database }: Pick<Call, 'database'>, name: string, value: string) {
  database.run(
    'insert into secrets (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    value,
  );
}

/** The methods of the Secrets Manager. */
export const SECRET_OPERATIONS: readonly Operation[] = [
  operation({
    rules: loadRules('secrets'),
    method: 'getSecretValue',
    meta: meta.getSecretValue,
    who: ['app'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/secrets/secrets/get-secret-value',
    notes:
      'Apps only, as the package types it; an unknown name answers 404 NOT_FOUND (assumed: no custom error is documented).',
    run(call, { name }) {
      const row = call.database.get<{ readonly value: string }>(
        'select value from secrets where name = ?',
        name,
      );
      if (!row) {
        throw new WixApiError(404, 'NOT_FOUND', 'There is no secret with this name');
      }
      return { value: row.value };
    },
  }),
];
