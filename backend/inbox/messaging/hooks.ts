import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import { toBusinessMessage } from 'backend/inbox/messaging/build-message';
import { toPreviewText } from 'backend/inbox/messaging/preview-text';
import { readMessage } from 'backend/inbox/input/read-message';
import type { InboxContext } from 'backend/inbox/context';
import type { Hooks } from 'backend/inbox/settings';
import { inTime } from 'backend/inbox/time-limit';
import type { OutgoingMessage } from 'backend/inbox/wix/port';

/** How long the site's own code may take, in ms. */
const HOOK_MS = 2_000;

/**
 * Asks the site's `beforeSend` whether, and how, a message may leave. What it answers is checked like
 * any message; where it goes and from whom is not the hook's to change.
 *
 * @throws {InboxError} BLOCKED: the hook refused, failed (logged), or took longer than 2 seconds.
 */
export async function runBeforeSend(
  { settings, log }: InboxContext,
  message: OutgoingMessage,
): Promise<OutgoingMessage> {
  const beforeSend = settings.hooks?.beforeSend;
  if (!beforeSend) return message;
  const { direction, channels, visibility, badges, silent } = message;
  const { previewText, ...content } = message.content;
  // The line of Inbox's list is made anew, so that nothing taken out of a message stays in it.
  const ownPreview = previewText === toPreviewText(content) ? undefined : previewText;
  const shown = {
    ...content,
    ...omitUndefined({ visibility, badges, silent, previewText: ownPreview }),
  };
  try {
    const answer = await callWithTimeLimit('beforeSend', () => beforeSend(shown, { direction }));
    if (answer !== undefined && answer !== null) {
      const built = toBusinessMessage(settings, readMessage(answer));
      return omitUndefined({ ...built, direction, channels });
    }
  } catch (error) {
    log({ level: 'error', what: "refuse a message: the site's beforeSend", ...toLogFields(error) });
  }
  throw new InboxError('BLOCKED');
}

/** Tells a hook of the site, if there is one. What it does, or fails to do, changes nothing. */
export async function runHook<Name extends 'onForm' | 'onMessage'>(
  { settings, log }: InboxContext,
  name: Name,
  call: (hook: NonNullable<Hooks[Name]>) => void | Promise<void>,
): Promise<void> {
  const hook = settings.hooks?.[name];
  if (!hook) return;
  try {
    await callWithTimeLimit(name, () => call(hook));
  } catch (error) {
    log({ level: 'error', what: `tell the site's ${name}`, ...toLogFields(error) });
  }
}

function callWithTimeLimit<Result>(
  name: string,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  return inTime(name, HOOK_MS, Promise.resolve().then(run));
}
