import { omitUndefined } from 'backend/inbox/omit-undefined';
import { toMedia } from 'backend/inbox/messaging/media';
import { toPreviewText, truncate } from 'backend/inbox/messaging/preview-text';
import type { Activity, InboxSettings } from 'backend/inbox/settings';
import type { OutgoingMessage } from 'backend/inbox/wix/port';
import { inLanguage, type FormDeclaration, type FormValue } from 'public/inbox-form';
import { FORM_LIMITS } from 'public/inbox-limits';
import type { BusinessMessage, Content } from 'public/inbox-shapes';

// Every builder returns new objects, because the Wix SDK modifies its arguments (it renames properties).

/** Builds the message of a submitted form. Only the business sees it. */
export function buildFormMessage(
  settings: InboxSettings,
  declaration: FormDeclaration,
  values: readonly FormValue[],
  { addressNotVerified }: { readonly addressNotVerified: boolean },
): OutgoingMessage {
  const { language } = settings;
  const media = values.filter(({ kind }) => kind === 'file').map(({ value }) => toMedia(value));
  const description = [
    declaration.description === undefined ? '' : inLanguage(declaration.description, language),
    addressNotVerified ? inLanguage(settings.texts.addressNotVerified, language) : '',
  ].filter((part) => part !== '');
  return buildFromParticipant(
    {
      form: {
        title: truncate(inLanguage(declaration.title, language), FORM_LIMITS.MAX_TITLE_CHARS),
        ...(description.length > 0 && { description: description.join('. ') }),
        fields: values.map(({ label, kind, value }) => ({
          name: label,
          value: kind === 'file' ? toFileName(value) : value,
        })),
        ...(media.length > 0 && { media }),
      },
    },
    'BUSINESS',
  );
}

/** Builds a participant's chat message: a text and uploaded files. Both sides see it. */
export function buildChatMessage(
  settings: InboxSettings,
  text: string,
  attachments: readonly string[] = [],
): OutgoingMessage {
  // A participant's message has a source channel and no target.
  const { sourceChannel, sourceChannelId } = settings.channels;
  const items = [...(text === '' ? [] : [{ text }]), ...attachments.map(toMedia)];
  return {
    ...buildFromParticipant({ basic: { items } }, 'BUSINESS_AND_PARTICIPANT'),
    channels: omitUndefined({ sourceChannel, sourceChannelId }),
  };
}

/** Builds the one-line message of a participant's activity. Only the business sees it, without a notification. */
export function buildActivityMessage(settings: InboxSettings, activity: Activity): OutgoingMessage {
  const { iconUrl, url } = activity;
  const minimal = omitUndefined({
    text: inLanguage(activity.text, settings.language),
    iconUrl,
    url,
  });
  return { ...buildFromParticipant({ minimal }, 'BUSINESS'), silent: true };
}

/** Builds a message of any type from the business to a participant. */
export function buildBusinessMessage(
  settings: InboxSettings,
  { badges, silent, previewText, visibility, ...content }: BusinessMessage,
): OutgoingMessage {
  const hasChannel = 'basic' in content || 'template' in content;
  return {
    direction: 'BUSINESS_TO_PARTICIPANT',
    visibility: visibility ?? 'BUSINESS_AND_PARTICIPANT',
    content: { ...content, previewText: previewText ?? toPreviewText(content) },
    ...(badges !== undefined && badges.length > 0 && { badges }),
    ...(silent === true && { silent }),
    ...(hasChannel && { channels: settings.channels }),
  };
}

function buildFromParticipant(
  content: Content,
  visibility: OutgoingMessage['visibility'],
): OutgoingMessage {
  return {
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility,
    content: { ...content, previewText: toPreviewText(content) },
  };
}

function toFileName(wixUrl: string): string {
  const media = toMedia(wixUrl);
  return ('image' in media ? media.image.filename : media.file.filename) ?? '';
}
