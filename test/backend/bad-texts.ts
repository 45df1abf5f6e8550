import { BAD_TEXTS, BAD_URLS, type BadInput } from './bad-input-row.ts';
import { button, form, message, template, text } from './bad-message.ts';

/** Every text and address that no message may have, at every place where one stands. */
export const BAD_MESSAGE_TEXTS: readonly BadInput[] = [
  ...BAD_TEXTS.map(([name, bad, says]) =>
    message(
      `a text that is or has ${name}`,
      { basic: { items: [{ text: bad }] } },
      '.basic.items[0].text',
      says,
    ),
  ),
  ...BAD_TEXTS.map(([name, bad, says]) =>
    message(`a line that is or has ${name}`, { minimal: { text: bad } }, '.minimal.text', says),
  ),
  ...BAD_URLS.flatMap(([name, bad, says]) => [
    message(
      `a picture at ${name}`,
      { basic: { items: [{ image: { url: bad } }] } },
      '.basic.items[0].image.url',
      says,
    ),
    message(
      `a file at ${name}`,
      { basic: { items: [{ file: { url: bad } }] } },
      '.basic.items[0].file.url',
      says,
    ),
    message(
      `an icon at ${name}`,
      { minimal: { text: 'x', iconUrl: bad } },
      '.minimal.iconUrl',
      says,
    ),
    message(`a line's link to ${name}`, { minimal: { text: 'x', url: bad } }, '.minimal.url', says),
    message(
      `a form's picture at ${name}`,
      form({ media: [{ image: { url: bad } }] }),
      '.form.media[0].image.url',
      says,
    ),
    message(
      `a template's picture at ${name}`,
      template({ imageUrl: bad }),
      '.template.imageUrl',
      says,
    ),
    message(
      `a button's link to ${name}`,
      button({ launchUrl: bad }),
      '.template.buttons[0].launchUrl',
      says,
    ),
    message(
      `a badge's icon at ${name}`,
      { minimal: text, badges: [{ text: 'x', iconUrl: bad }] },
      '.badges[0].iconUrl',
      says,
    ),
  ]),
];
