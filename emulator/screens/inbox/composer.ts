// Where the business writes: a text, or a small form for each of Inbox's other three types. Leaves out attachments, badges and saved replies.
import { html } from 'hono/html';
import type { ConversationView } from '../../wix/inbox/inbox-views.ts';
import { nameOf, type Html } from './text.ts';

/** Wix's limits of a template's buttons and of a form's fields. @see the package @wix/auto_sdk_inbox_messages */
const ROWS = { BUTTONS: 10, FIELDS: 15 } as const;

const TYPES = [
  ['basic', 'Text'],
  ['template', 'Template'],
  ['minimal', 'Minimal'],
  ['form', 'Form'],
] as const;

/** The form with which the business answers. Each field is named by its path in the message's content. */
export function composer({ id, participant }: ConversationView): Html {
  return html`<form id="reply" data-conversation="${id}" novalidate>
    <div class="compose-bar">
      <fieldset class="choice">
        <legend class="spoken">Type of the message</legend>
        ${TYPES.map(
          ([type, name], index) =>
            html`<label
              ><input type="radio" name="type" value="${type}" ${index === 0 ? 'checked' : ''} />
              <span>${name}</span></label
            >`,
        )}
      </fieldset>
      <label class="for-business"
        ><input id="reply-hidden" type="checkbox" name="hidden" autocomplete="off" /> Hide from the
        participant</label
      >
    </div>
    <div class="compose of-basic">
      <label id="reply-label" for="reply-text">Reply to ${nameOf(participant.name)}</label>
      <textarea
        id="reply-text"
        name="basic.items[0].text"
        rows="2"
        aria-describedby="reply-hint reply-error"
        autocomplete="off"
      ></textarea>
    </div>
    <div class="compose of-template">${templateFields()}</div>
    <div class="compose of-minimal">
      <div class="compose-grid">
        ${field('minimal.text', 'Text')} ${field('minimal.iconUrl', 'Icon URL', 'https://…')}
        ${field('minimal.url', 'Link', 'https://…')}
      </div>
    </div>
    <div class="compose of-form">${formFields()}</div>
    <div class="reply-row">
      <div>
        <p id="reply-hint" class="note">
          Sent by chat. <span class="keys"><kbd>Ctrl</kbd> + <kbd>Enter</kbd> sends.</span>
        </p>
        <p id="reply-error" role="alert"></p>
      </div>
      <button type="submit">Send</button>
    </div>
    <noscript><p class="note">Replying and live updates need JavaScript.</p></noscript>
  </form>`;
}

function templateFields(): Html {
  return html`<div class="compose-grid">
      ${field('template.title', 'Title')} ${field('template.imageUrl', 'Picture URL', 'https://…')}
      ${field('template.textLines', 'Lines, one a row', undefined, true)}
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
    ${rows('Button', ROWS.BUTTONS, (index) => {
      const path = `template.buttons[${index}]`;
      return html`${field(`${path}.label`, 'Label')}
      ${field(`${path}.launchUrl`, 'Opens a link', 'https://…')}
      ${field(`${path}.postbackProperties.interactionId`, 'or interaction id')}`;
    })}`;
}

function formFields(): Html {
  return html`<div class="compose-grid">${field('form.title', 'Title')}</div>
    ${rows('Field', ROWS.FIELDS, (index) => {
      const path = `form.fields[${index}]`;
      return html`${field(`${path}.name`, 'Name')} ${field(`${path}.value`, 'Value')}`;
    })}`;
}

/** Rows that are all there from the start, but hidden after the first: "Add" shows the next one. */
function rows(name: string, count: number, fieldsOf: (index: number) => Html): Html {
  return html`<div class="rows">
    ${Array.from(
      { length: count },
      (_, index) =>
        html`<fieldset class="row" ${index > 0 ? 'hidden' : ''}>
          <legend class="spoken">${name} ${index + 1}</legend>
          ${fieldsOf(index)}
        </fieldset>`,
    )}
    <button type="button" class="add-row">Add a ${name.toLowerCase()}</button>
  </div>`;
}

/** A labelled field with the place where Wix's refusal of it is told. */
function field(path: string, label: string, placeholder = '', isLong = false): Html {
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
