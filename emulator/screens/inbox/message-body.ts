// Emulates how Wix Inbox shows the content of a message: basic, form, minimal or template. Not emulated: system
// messages. Images of other servers are not loaded; their URL is shown instead.
import { html } from 'hono/html';
import type { InboxMessage } from '../../wix/inbox/send-message.ts';
import { icon } from './icons.ts';
import { httpsUrl, renderLink, renderLiteral, renderText, type Html } from './text.ts';

type Content = NonNullable<InboxMessage['content']>;
type BasicItem = NonNullable<NonNullable<NonNullable<Content['basic']>['items']>[number]>;
type Media = Pick<BasicItem, 'image' | 'file'>;
type Button = NonNullable<NonNullable<NonNullable<Content['template']>['buttons']>[number]>;

/** The kind of a message, which is also its CSS class. */
export type MessageKind = 'basic' | 'form' | 'minimal' | 'template' | 'unknown';

/** Returns the kind of a message's content. */
export function kindOf(content: Content | undefined): MessageKind {
  if (content?.basic) return 'basic';
  if (content?.form) return 'form';
  if (content?.minimal) return 'minimal';
  if (content?.template) return 'template';
  return 'unknown';
}

/** Summarizes a message in one line: its preview text or, if it has none, its first text. At most 120 characters. */
export function summarize({ content }: InboxMessage): string {
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
  return [...(line || KIND_LABELS[kindOf(content)]).slice(0, 240)].slice(0, 120).join('');
}

const KIND_LABELS: Readonly<Record<MessageKind, string>> = {
  basic: 'Message',
  form: 'Form submission',
  minimal: 'Activity',
  template: 'Card',
  unknown: 'Unsupported message type',
};

/** Makes the buttons of a message clickable, as on the participant's side. */
export interface ClickableButtons {
  readonly messageId: string;
}

/** Renders the content of a message. Without `clickable`, buttons only describe their action. */
export function renderBody(content: Content | undefined, clickable?: ClickableButtons): Html {
  switch (kindOf(content)) {
    case 'basic':
      return html`${(content?.basic?.items ?? []).map((item) => (item ? renderBasicItem(item) : ''))}`;
    case 'form':
      return renderForm(content?.form ?? {});
    case 'minimal':
      return renderMinimal(content?.minimal ?? {});
    case 'template':
      return renderTemplate(content?.template ?? {}, clickable);
    case 'unknown':
      return html`<p class="note">${KIND_LABELS.unknown}</p>`;
  }
}

/** Renders one item of a basic message. Each item is a separate bubble, as in Wix Inbox. */
function renderBasicItem(item: BasicItem): Html {
  return html`<div class="bubble">${item.text ? renderText(item.text) : renderMedia(item)}</div>`;
}

function renderMedia({ image, file }: Media): Html {
  const size = image?.width && image.height ? `${image.width} × ${image.height} px` : '';
  const filename = image?.filename ?? file?.filename;
  const url = image?.url ?? file?.url;
  const properties = [size, file?.mimeType ?? ''].filter((part) => part !== '');
  return html`<div class="media">
    <span class="media-icon">${icon(image ? 'image' : 'file')}</span>
    <div class="media-text">
      <strong
        >${filename ? renderLiteral(filename) : image ? 'Image' : file ? 'File' : 'Empty item'}</strong
      >
      ${properties.map((part) => html`<span class="note">${renderLiteral(part)}</span>`)}
      ${url ? html`<span class="url">${renderLink(url)}</span>` : ''}
    </div>
  </div>`;
}

function renderForm({
  title,
  description,
  fields,
  media: attached,
}: NonNullable<Content['form']>): Html {
  return html`<div class="card form-card">
    <h4 class="card-title">${icon('form')} <bdi>${title || 'Form submission'}</bdi></h4>
    ${description ? html`<div class="card-line">${renderText(description)}</div>` : ''}
    <dl class="fields">
      ${(fields ?? []).map(
        (field) =>
          html`<div class="field">
            <dt><bdi>${field?.name ?? ''}</bdi></dt>
            <dd>
              ${field?.value ? renderText(field.value) : html`<span class="note">empty</span>`}
            </dd>
          </div>`,
      )}
    </dl>
    ${(attached ?? []).map((item) => (item ? renderMedia(item) : ''))}
  </div>`;
}

function renderMinimal({ text, iconUrl, url }: NonNullable<Content['minimal']>): Html {
  return html`<div class="activity">
    <span class="activity-icon">${icon('activity')}</span>
    <div class="activity-text">
      ${renderText(text ?? '')} ${url ? html`<span class="url">${renderLink(url)}</span>` : ''}
      ${iconUrl ? html`<span class="url note">icon: ${renderLiteral(iconUrl)}</span>` : ''}
    </div>
  </div>`;
}

function renderTemplate(
  card: NonNullable<Content['template']>,
  clickable?: ClickableButtons,
): Html {
  const { title, imageUrl, textLines, buttons, orientation } = card;
  const side = orientation === 'LANDSCAPE' ? 'landscape' : 'portrait';
  return html`<div class="card template-card ${side}" data-orientation="${side}">
    ${
      imageUrl
        ? html`<div class="image-placeholder">
            ${icon('image')} <span class="note">Image not loaded</span>
            <span class="url">${renderLink(imageUrl)}</span>
          </div>`
        : ''
    }
    <div class="template-text">
      ${title ? html`<div class="card-title">${renderText(title)}</div>` : ''}
      ${(textLines ?? []).map((line) => html`<div class="card-line">${renderText(line ?? '')}</div>`)}
      ${
        buttons?.length
          ? html`<ul
              class="buttons"
              aria-label="${clickable ? 'Buttons' : 'Buttons (shown to the participant)'}"
            >
              ${buttons.map((button) => html`<li>${button ? renderTemplateButton(button, clickable) : ''}</li>`)}
            </ul>`
          : ''
      }
    </div>
  </div>`;
}

/** Renders a button: clickable for the participant, with a description of its action for the business. */
function renderTemplateButton(button: Button, clickable?: ClickableButtons): Html {
  const { label, launchUrl, postbackProperties } = button;
  const labelHtml = html`<bdi>${label || 'Unlabeled button'}</bdi>`;
  const interactionId = postbackProperties?.interactionId;
  const action = clickable
    ? ''
    : html`${launchUrl ? html`<span class="note">Opens ${renderLiteral(launchUrl)}</span>` : ''}
      ${interactionId ? html`<span class="note">Interaction ID: ${renderLiteral(interactionId)}</span>` : ''}`;
  const href = httpsUrl(launchUrl);
  if (href !== undefined) {
    return html`<a class="button-face" href="${href}" target="_blank" rel="noopener noreferrer"
        >${labelHtml} ${icon('link')}</a
      >
      ${action}
      ${clickable && interactionId ? renderClickableButton(labelHtml, interactionId, clickable) : ''}`;
  }
  const invalidUrlNote = launchUrl
    ? html`<span class="note">Not a link: only https URLs are opened</span>`
    : '';
  const buttonHtml =
    clickable && interactionId
      ? renderClickableButton(labelHtml, interactionId, clickable)
      : html`<span class="button-face">${labelHtml}</span>`;
  return html`${buttonHtml} ${action} ${invalidUrlNote}`;
}

function renderClickableButton(
  labelHtml: Html,
  interactionId: string,
  { messageId }: ClickableButtons,
): Html {
  return html`<button
    type="button"
    class="button-face message-button"
    data-message="${messageId}"
    data-interaction="${interactionId}"
  >
    ${labelHtml}
  </button>`;
}
