// What Inbox knows of the site: its name, whether Inbox is installed, which media it refuses. Set by the seed file.
import { readDocument } from '../../database/documents.ts';
import type { Call } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';

/** Facts of the site that Inbox's answers depend on. */
export interface InboxSite {
  /** `businessDisplayData.name`. */
  readonly businessName: string;
  /** False: every call answers 404 INBOX_INSTANCE_NOT_FOUND. */
  readonly installed: boolean;
  /** Image and file URLs that start with one of these answer 400 INVALID_MEDIA_URL. */
  readonly refusedMediaUrls: readonly string[];
}

/** The site of a seed that says nothing of Inbox. */
const DEFAULT_INBOX_SITE: InboxSite = {
  businessName: 'My Site',
  installed: true,
  refusedMediaUrls: [],
};

/** Reads the site's facts. */
export function readInboxSite({ database }: Pick<Call, 'database'>): InboxSite {
  const row = database.get<{ readonly value: string }>(
    `select value from inbox_site where name = 'site'`,
  );
  return row ? readDocument<InboxSite>(row.value) : DEFAULT_INBOX_SITE;
}

/** Writes the site's facts; inside durable work. */
export function writeInboxSite(
  { database }: Pick<Call, 'database'>,
  site: Partial<InboxSite>,
): void {
  database.run(
    `insert into inbox_site (name, value) values ('site', ?) on conflict (name) do update set value = excluded.value`,
    JSON.stringify({ ...DEFAULT_INBOX_SITE, ...site }),
  );
}

/**
 * Refuses where Inbox is not on the site.
 * @throws {WixApiError} 404 INBOX_INSTANCE_NOT_FOUND: the code is typed, its status is documented for the method, their pairing assumed
 */
export function requireInbox(call: Call): InboxSite {
  const site = readInboxSite(call);
  if (!site.installed) {
    throw new WixApiError(404, 'INBOX_INSTANCE_NOT_FOUND', 'Inbox instance not found');
  }
  return site;
}
