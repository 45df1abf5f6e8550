import { collections, items } from '@wix/data';
import { secrets } from '@wix/secrets';
import { isCode } from 'backend/inbox/error';
import { callWix } from 'backend/inbox/wix/error';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { CollectionName, Wix } from 'backend/inbox/wix/port';

type FieldType = 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'DATETIME';

/** The fields of each collection by type. */
const FIELDS: Readonly<Record<CollectionName, Readonly<Partial<Record<FieldType, string>>>>> = {
  InboxRecent: { TEXT: 'kind at conversationId direction' },
  InboxSendLog: { TEXT: 's k t f h o st m c e', NUMBER: 'i a', BOOLEAN: 'n', DATETIME: 'x' },
};
const TYPES: readonly FieldType[] = ['TEXT', 'NUMBER', 'BOOLEAN', 'DATETIME'];

const ADMINS_ONLY = { insert: 'ADMIN', update: 'ADMIN', remove: 'ADMIN', read: 'ADMIN' } as const;

/**
 * Creates what the bundle needs on a site, elevated.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/collections/create-data-collection
 * @see https://dev.wix.com/docs/sdk/backend-modules/secrets/create-secret
 */
export const createWixSetUp = ({ elevate }: WixCalls) =>
  ({
    async hasCollection(name) {
      const query = elevate(items.query);
      try {
        await callWix('hasCollection', () => query(name).limit(1).find({ suppressHooks: true }));
        return true;
      } catch (error) {
        if (isCode(error, 'COLLECTION_MISSING')) return false;
        throw error;
      }
    },

    async createCollection(name) {
      const create = elevate(collections.createDataCollection);
      const fields = TYPES.flatMap((type) =>
        (FIELDS[name][type]?.split(' ') ?? []).map((key) => ({ key, type, displayName: key })),
      );
      await callWix('createCollection', () =>
        create({ _id: name, displayName: name, fields, permissions: ADMINS_ONLY }),
      );
    },

    async createSecret(name, value) {
      const create = elevate(secrets.createSecret);
      await callWix('createSecret', () => create({ name, value }));
    },
  }) satisfies Pick<Wix, 'hasCollection' | 'createCollection' | 'createSecret'>;
