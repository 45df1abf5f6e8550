import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { readMessage } from 'backend/inbox/input/read-message';
import { toLogFields } from 'backend/inbox/log';
import { buildBusinessMessage } from 'backend/inbox/messaging/build-message';
import { toPreviewText } from 'backend/inbox/messaging/preview-text';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import type { Hooks } from 'backend/inbox/site-functions';
import { withTimeLimit } from 'backend/inbox/time-limit';
import type { OutgoingMessage } from 'backend/inbox/wix/port';

/** Time limit of a hook, in ms. */
const HOOK_MS = 2_000;

type HookContext = Pick<InboxContext, 'settings' | 'log'>;

/**
 * Runs the `beforeSend` hook, which can change or block a message. The result is validated. The hook cannot change
 * the direction or the channels.
 *
 * @throws {InboxError} BLOCKED if the hook returned nothing, threw (logged), or took longer than 2 seconds.
 */
export async function runBeforeSend(
  { settings, log }: HookContext,
  message: OutgoingMessage,
): Promise<OutgoingMessage> {
  const beforeSend = settings.hooks?.beforeSend;
  if (!beforeSend) return message;
  const { direction, channels, visibility, badges, silent } = message;
  const { previewText, ...content } = message.content;
  // Generate the preview text again, so that it contains nothing that the hook removed.
  const customPreview = previewText === toPreviewText(content) ? undefined : previewText;
  const input = {
    ...content,
    ...omitUndefined({ visibility, badges, silent, previewText: customPreview }),
  };
  try {
    const result = await callHook('beforeSend', () => beforeSend(input, { direction }));
    if (result !== undefined && result !== null) {
      const built = buildBusinessMessage(settings, readMessage(result));
      return omitUndefined({ ...built, direction, channels });
    }
  } catch (error) {
    const what = "Refused a message: the site's beforeSend failed";
    log({ level: 'error', what, ...toLogFields(error) });
  }
  throw new InboxError('BLOCKED');
}

/** Runs the hook `onForm` or `onMessage`, if there is one. Errors are only logged. */
export async function runHook<Name extends 'onForm' | 'onMessage'>(
  { settings, log }: HookContext,
  name: Name,
  call: (hook: NonNullable<Hooks[Name]>) => void | Promise<void>,
): Promise<void> {
  const hook = settings.hooks?.[name];
  if (!hook) return;
  try {
    await callHook(name, () => call(hook));
  } catch (error) {
    log({ level: 'error', what: `The site's ${name} failed`, ...toLogFields(error) });
  }
}

function callHook<Result>(name: string, run: () => Result | Promise<Result>): Promise<Result> {
  return withTimeLimit(name, HOOK_MS, Promise.resolve().then(run));
}
