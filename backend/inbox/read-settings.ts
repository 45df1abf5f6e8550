import { SETTINGS, type InboxSettings, type InboxSettingsInput } from 'backend/inbox/settings';
import { tryRead, type Problem } from 'backend/inbox/settings-schema';

/**
 * Checks the settings of a site, and fills in the defaults of what it leaves out.
 *
 * @throws {Error} if a setting or a form is wrong. The message names for each the file, the path, what is allowed and
 *   what came.
 */
export function readInboxSettings(settings: InboxSettingsInput): InboxSettings {
  const read = tryRead(SETTINGS, settings);
  if ('value' in read) return read.value;
  throw new Error(['Invalid settings of Velo Inbox:', ...read.problems.map(toLine)].join('\n'));
}

function toLine({ path, message }: Problem): string {
  const isForm = path.startsWith('forms.');
  const file = isForm ? 'public/inbox-forms' : 'backend/inbox-settings';
  return `${file}, ${isForm ? path.slice('forms.'.length) : path}: ${message}`;
}
