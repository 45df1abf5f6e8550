// The contents of a message as Wix Inbox lays them out: basic, form, minimal, template. Leaves out pictures from elsewhere (their URL is shown) and system messages' own look.
import { html } from 'hono/html';
import type { InboxMessage } from '../../wix/inbox/send-message.ts';
import { icon } from './icons.ts';
import { httpsUrl, linkOf, literalOf, textOf, type Html } from './text.ts';

type Content = NonNullable<InboxMessage['content']>;
type BasicItem = NonNullable<NonNullable<NonNullable<Content['basic']>['items']>[number]>;
type Media = Pick<BasicItem, 'image' | 'file'>;
type Button = NonNullable<NonNullable<NonNullable<Content['template']>['buttons']>[number]>;

/** The kind of a message, as the screen calls it and as a class name. */
export type MessageKind = 'basic' | 'form' | 'minimal' | 'template' | 'unknown';

/** Tells which payload a message carries. */
export function kindOf(content: Content | undefined): MessageKind {
  if (content?.basic) return 'basic';
  if (content?.form) return 'form';
  if (content?.minimal) return 'minimal';
  if (content?.template) return 'template';
  return 'unknown';
}

/** One line that says what is in a message: its own preview text, else the first words in it. */
export function summaryOf({ content }: InboxMessage): string {
  const [item] = content?.basic?.items ?? [];
  const line =
    content?.previewText ||
    item?.text ||
    item?.image?.filename ||
    item?.file?.filename ||
    (item?.image ? 'Image' : item?.file ? 'File' : '') ||
    content?.form?.title ||
    content?.minimal?.text ||
    content?.template?.title ||
    content?.template?.textLines?.[0] ||
    content?.title;
  return [...(line || NAMES[kindOf(content)]).slice(0, 240)].slice(0, 120).join('');
}

const NAMES: Readonly<Record<MessageKind, string>> = {
  basic: 'Message',
  form: 'Form submission',
  minimal: 'Activity',
  template: 'Card',
  unknown: 'A message of a kind that this screen does not know',
};

/** Where the buttons of a message can be pressed: on the participant's side of it. */
export interface Pressable {
  readonly messageId: string;
}

/** The contents of a message; its buttons only say what they do, unless they can be pressed. */
export function bodyOf(content: Content | undefined, pressable?: Pressable): Html {
  switch (kindOf(content)) {
    case 'basic':
      return html`${(content?.basic?.items ?? []).map((item) => (item ? basicItem(item) : ''))}`;
    case 'form':
      return form(content?.form ?? {});
    case 'minimal':
      return minimal(content?.minimal ?? {});
    case 'template':
      return template(content?.template ?? {}, pressable);
    case 'unknown':
      return html`<p class="note">${NAMES.unknown}</p>`;
  }
}

/** Each item of a basic message is a bubble of its own, as in Wix Inbox. */
function basicItem(item: BasicItem): Html {
  return html`<div class="bubble">${item.text ? textOf(item.text) : media(item)}</div>`;
}

function media({ image, file }: Media): Html {
  const size = image?.width && image.height ? `${image.width} × ${image.height} px` : '';
  const filename = image?.filename ?? file?.filename;
  const url = image?.url ?? file?.url;
  const told = [size, file?.mimeType ?? ''].filter((part) => part !== '');
  return html`<div class="media">
    <span class="media-icon">${icon(image ? 'image' : 'file')}</span>
    <div class="media-text">
      <strong
        >${filename ? literalOf(filename) : image ? 'Image' : file ? 'File' : 'Nothing'}</strong
      >
      ${told.map((part) => html`<span class="note">${literalOf(part)}</span>`)}
      ${url ? html`<span class="url">${linkOf(url)}</span>` : ''}
    </div>
  </div>`;
}

function form({ title, description, fields, media: attached }: NonNullable<Content['form']>): Html {
  return html`<div class="card form-card">
    <h4 class="card-title">${icon('form')} <bdi>${title || 'Form submission'}</bdi></h4>
    ${description ? html`<div class="card-line">${textOf(description)}</div>` : ''}
    <dl class="fields">
      ${(fields ?? []).map(
        (field) =>
          html`<div class="field">
            <dt><bdi>${field?.name ?? ''}</bdi></dt>
            <dd>${field?.value ? textOf(field.value) : html`<span class="note">empty</span>`}</dd>
          </div>`,
      )}
    </dl>
    ${(attached ?? []).map((item) => (item ? media(item) : ''))}
  </div>`;
}

function minimal({ text, iconUrl, url }: NonNullable<Content['minimal']>): Html {
  return html`<div class="activity">
    <span class="activity-icon">${icon('activity')}</span>
    <div class="activity-text">
      ${textOf(text ?? '')} ${url ? html`<span class="url">${linkOf(url)}</span>` : ''}
      ${iconUrl ? html`<span class="url note">icon: ${literalOf(iconUrl)}</span>` : ''}
    </div>
  </div>`;
}

function template(card: NonNullable<Content['template']>, pressable?: Pressable): Html {
  const { title, imageUrl, textLines, buttons, orientation } = card;
  const side = orientation === 'LANDSCAPE' ? 'landscape' : 'portrait';
  return html`<div class="card template-card ${side}" data-orientation="${side}">
    ${
      imageUrl
        ? html`<div class="picture">
            ${icon('image')} <span class="note">picture, not loaded</span>
            <span class="url">${linkOf(imageUrl)}</span>
          </div>`
        : ''
    }
    <div class="template-text">
      ${title ? html`<div class="card-title">${textOf(title)}</div>` : ''}
      ${(textLines ?? []).map((line) => html`<div class="card-line">${textOf(line ?? '')}</div>`)}
      ${
        buttons?.length
          ? html`<ul
              class="buttons"
              aria-label="${pressable ? 'Buttons' : 'Buttons that the participant sees'}"
            >
              ${buttons.map((button) => html`<li>${button ? templateButton(button, pressable) : ''}</li>`)}
            </ul>`
          : ''
      }
    </div>
  </div>`;
}

/** A button: the business reads what it does, the participant presses it. */
function templateButton(button: Button, pressable?: Pressable): Html {
  const { label, launchUrl, postbackProperties } = button;
  const face = html`<bdi>${label || 'Button without a label'}</bdi>`;
  const interactionId = postbackProperties?.interactionId;
  const does = pressable
    ? ''
    : html`${launchUrl ? html`<span class="note">opens ${literalOf(launchUrl)}</span>` : ''}
      ${interactionId ? html`<span class="note">interaction ${literalOf(interactionId)}</span>` : ''}`;
  const href = httpsUrl(launchUrl);
  if (href !== undefined) {
    return html`<a class="button-face" href="${href}" target="_blank" rel="noopener noreferrer"
        >${face} ${icon('link')}</a
      >
      ${does} ${pressable && interactionId ? clickButton(face, interactionId, pressable) : ''}`;
  }
  const refused = launchUrl ? html`<span class="note">not a link: only https is opened</span>` : '';
  const shown =
    pressable && interactionId
      ? clickButton(face, interactionId, pressable)
      : html`<span class="button-face">${face}</span>`;
  return html`${shown} ${does} ${refused}`;
}

function clickButton(face: Html, interactionId: string, { messageId }: Pressable): Html {
  return html`<button
    type="button"
    class="button-face press"
    data-message="${messageId}"
    data-interaction="${interactionId}"
  >
    ${face}
  </button>`;
}
