// Stores the site's Inbox settings: business name, whether Inbox is installed, rejected media. The seed file sets
// them; Wix has no such API.
import { readDocument } from '../../database/documents.ts';
import { keepReads } from '../../database/kept-reads.ts';
import type { DatabaseContext, OperationContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';

/** The settings that Inbox's responses depend on. */
export interface InboxSettings {
  /** `businessDisplayData.name`. */
  readonly businessName: string;
  /** If false, every operation responds with 404 INBOX_INSTANCE_NOT_FOUND. */
  readonly installed: boolean;
  /** Image and file URLs that start with one of these are refused with 400 INVALID_MEDIA_URL. */
  readonly refusedMediaUrls: readonly string[];
}

/** The settings of a seed without any. */
const DEFAULT_INBOX_SETTINGS: InboxSettings = {
  businessName: 'My Site',
  installed: true,
  refusedMediaUrls: [],
};

const readStoredSettings = keepReads('inbox_site', (database, name) => {
  const row = database.get<{ readonly value: string }>(
    'select value from inbox_site where name = ?',
    name,
  );
  return row && readDocument<InboxSettings>(row.value);
});

/** Reads the settings. */
export function readInboxSettings({ database }: DatabaseContext): InboxSettings {
  return readStoredSettings(database, 'site') ?? DEFAULT_INBOX_SETTINGS;
}

/** Replaces the settings; call it inside a transaction. */
export function writeInboxSettings(
  { database }: DatabaseContext,
  site: Partial<InboxSettings>,
): void {
  database.run(
    `insert into inbox_site (name, value) values ('site', ?) on conflict (name) do update set value = excluded.value`,
    JSON.stringify({ ...DEFAULT_INBOX_SETTINGS, ...site }),
  );
}

/**
 * Checks that Inbox is installed, and returns the settings.
 * @throws {WixApiError} 404 INBOX_INSTANCE_NOT_FOUND. Assumed: this code has status 404.
 */
export function requireInbox(context: OperationContext): InboxSettings {
  const site = readInboxSettings(context);
  if (!site.installed) {
    throw new WixApiError(404, 'INBOX_INSTANCE_NOT_FOUND', 'Inbox instance not found');
  }
  return site;
}
