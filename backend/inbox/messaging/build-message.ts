import { omitUndefined } from 'backend/inbox/omit-undefined';
import { toMedia } from 'backend/inbox/messaging/media';
import { cut, toPreviewText } from 'backend/inbox/messaging/preview-text';
import type { Activity, InboxSettings } from 'backend/inbox/settings';
import type { OutgoingMessage } from 'backend/inbox/wix/port';
import { inLanguage, type FormDeclaration, type FormValue } from 'public/inbox-form';
import { FORM_LIMITS } from 'public/inbox-limits';
import type { BusinessMessage, Content } from 'public/inbox-shapes';

// Every builder makes a fresh message: Wix's SDK renames properties in the objects that it is given.

/** A form that a participant filled in: for the business to see. */
export function toFormMessage(
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
  return fromParticipant(
    {
      form: {
        title: cut(inLanguage(declaration.title, language), FORM_LIMITS.MAX_TITLE_CHARS),
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

/** A chat text of a participant, and files of the site that go with it: both sides see them. */
export function toChatMessage(
  settings: InboxSettings,
  text: string,
  attachments: readonly string[] = [],
): OutgoingMessage {
  // What a participant writes comes from a channel, and goes to none.
  const { sourceChannel, sourceChannelId } = settings.channels;
  const items = [...(text === '' ? [] : [{ text }]), ...attachments.map(toMedia)];
  return {
    ...fromParticipant({ basic: { items } }, 'BUSINESS_AND_PARTICIPANT'),
    channels: omitUndefined({ sourceChannel, sourceChannelId }),
  };
}

/** A line that reports what a participant did: for the business to see, without a sound. */
export function toActivityMessage(settings: InboxSettings, activity: Activity): OutgoingMessage {
  const { iconUrl, url } = activity;
  const minimal = omitUndefined({
    text: inLanguage(activity.text, settings.language),
    iconUrl,
    url,
  });
  return { ...fromParticipant({ minimal }, 'BUSINESS'), silent: true };
}

/** What the business writes to a participant, of any type. */
export function toBusinessMessage(
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

function fromParticipant(
  content: Content,
  visibility: OutgoingMessage['visibility'],
): OutgoingMessage {
  return {
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility,
    content: { ...content, previewText: toPreviewText(content) },
  };
}

function toFileName(address: string): string {
  const media = toMedia(address);
  return ('image' in media ? media.image.filename : media.file.filename) ?? '';
}
