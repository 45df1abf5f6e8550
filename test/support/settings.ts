import { settings as siteSettings } from 'backend/inbox-settings';
import { readInboxSettings } from 'backend/inbox/read-settings';

/** The settings of this project's site, with the defaults. */
export const settings = readInboxSettings(siteSettings);
