import { SETTINGS, type InboxSettings, type InboxSettingsInput } from 'backend/inbox/settings';
import { tryRead, type Problem } from 'backend/inbox/settings-schema';

/** Wrong settings or forms. The message has a line for each: the file, the path, what is allowed and what came. */
export class InvalidSettingsError extends Error {
  override readonly name = 'InvalidSettingsError';
}

/**
 * Checks the settings of a site, and fills in the defaults of what it leaves out.
 *
 * @throws {InvalidSettingsError} if a setting or a form is wrong
 */
export function readInboxSettings(settings: InboxSettingsInput): InboxSettings {
  const read = tryRead(SETTINGS, settings);
  if ('value' in read) return read.value;
  const lines = ['Invalid settings of Velo Inbox:', ...read.problems.map(toLine)];
  throw new InvalidSettingsError(lines.join('\n'));
}

function toLine({ path, message }: Problem): string {
  const isForm = path.startsWith('forms.');
  const file = isForm ? 'public/inbox-forms' : 'backend/inbox-settings';
  return `${file}, ${isForm ? path.slice('forms.'.length) : path}: ${message}`;
}
