// Emulates the reply form of Wix Inbox, for each of Inbox's four message types. Not emulated: attachments, badges,
// saved replies.
import { html } from 'hono/html';
import type { ConversationView } from '../../wix/inbox/inbox-views.ts';
import { renderName, type Html } from './text.ts';

/**
 * Wix's limits for the buttons of a template and the fields of a form.
 *
 * @see the package @wix/auto_sdk_inbox_messages
 */
const ROWS = { BUTTONS: 10, FIELDS: 15 } as const;

const MESSAGE_TYPES = [
  ['basic', 'Text'],
  ['template', 'Template'],
  ['minimal', 'Minimal'],
  ['form', 'Form'],
] as const;

/** Renders the reply form. The name of each field is its path in the message's content. */
export function renderComposer({ id, participant }: ConversationView): Html {
  return html`<form id="reply" data-conversation="${id}" novalidate>
    <div class="compose-bar">
      <fieldset class="choice">
        <legend class="spoken">Message type</legend>
        ${MESSAGE_TYPES.map(
          ([type, name], index) =>
            html`<label
              ><input type="radio" name="type" value="${type}" ${index === 0 ? 'checked' : ''} />
              <span>${name}</span></label
            >`,
        )}
      </fieldset>
      <label class="for-business"
        ><input id="reply-hidden" type="checkbox" name="hidden" autocomplete="off" /> Hide from
        participant</label
      >
    </div>
    <div class="compose of-basic">
      <label id="reply-label" for="reply-text">Reply to ${renderName(participant.name)}</label>
      <textarea
        id="reply-text"
        name="basic.items[0].text"
        rows="2"
        aria-describedby="reply-hint reply-error"
        autocomplete="off"
      ></textarea>
    </div>
    <div class="compose of-template">${renderTemplateFields()}</div>
    <div class="compose of-minimal">
      <div class="compose-grid">
        ${renderField('minimal.text', 'Text')}
        ${renderField('minimal.iconUrl', 'Icon URL', 'https://…')}
        ${renderField('minimal.url', 'Link', 'https://…')}
      </div>
    </div>
    <div class="compose of-form">${renderFormFields()}</div>
    <div class="reply-row">
      <div>
        <p id="reply-hint" class="note">
          Replies are sent by chat.
          <span class="keys"><kbd>Ctrl</kbd> + <kbd>Enter</kbd> to send</span>
        </p>
        <p id="reply-error" role="alert"></p>
      </div>
      <button type="submit">Send</button>
    </div>
    <noscript><p class="note">Enable JavaScript to reply and to get live updates.</p></noscript>
  </form>`;
}

function renderTemplateFields(): Html {
  return html`<div class="compose-grid">
      ${renderField('template.title', 'Title')}
      ${renderField('template.imageUrl', 'Image URL', 'https://…')}
      ${renderField('template.textLines', 'Text lines', 'One line per row', true)}
      <fieldset class="choice orientation">
        <legend>Orientation</legend>
        <label
          ><input type="radio" name="template.orientation" value="PORTRAIT" checked />
          <span>Portrait</span></label
        >
        <label
          ><input type="radio" name="template.orientation" value="LANDSCAPE" />
          <span>Landscape</span></label
        >
      </fieldset>
    </div>
    ${renderRows('Button', ROWS.BUTTONS, (index) => {
      const path = `template.buttons[${index}]`;
      return html`${renderField(`${path}.label`, 'Label')}
      ${renderField(`${path}.launchUrl`, 'Link', 'https://…')}
      ${renderField(`${path}.postbackProperties.interactionId`, 'Interaction ID')}`;
    })}`;
}

function renderFormFields(): Html {
  return html`<div class="compose-grid">${renderField('form.title', 'Title')}</div>
    ${renderRows('Field', ROWS.FIELDS, (index) => {
      const path = `form.fields[${index}]`;
      return html`${renderField(`${path}.name`, 'Name')} ${renderField(`${path}.value`, 'Value')}`;
    })}`;
}

/** Renders all rows, hidden except the first: the "Add" button shows the next one. */
function renderRows(name: string, count: number, fieldsOf: (index: number) => Html): Html {
  return html`<div class="rows">
    ${Array.from(
      { length: count },
      (_, index) =>
        html`<fieldset class="row" ${index > 0 ? 'hidden' : ''}>
          <legend class="spoken">${name} ${index + 1}</legend>
          ${fieldsOf(index)}
        </fieldset>`,
    )}
    <button type="button" class="add-row">Add ${name.toLowerCase()}</button>
  </div>`;
}

/** Renders a labelled field, with an element for Wix's error about it. */
function renderField(path: string, label: string, placeholder = '', isLong = false): Html {
  const id = `compose-${path.replaceAll(/[.[\]]+/g, '-')}`;
  const describedBy = `${id}-error`;
  return html`<div class="compose-field">
    <label for="${id}">${label}</label>
    ${
      isLong
        ? html`<textarea
            id="${id}"
            name="${path}"
            rows="2"
            placeholder="${placeholder}"
            aria-describedby="${describedBy}"
            autocomplete="off"
          ></textarea>`
        : html`<input
            id="${id}"
            type="text"
            name="${path}"
            placeholder="${placeholder}"
            aria-describedby="${describedBy}"
            autocomplete="off"
          />`
    }
    <p id="${describedBy}" class="field-error"></p>
  </div>`;
}
