import { BAD_TEXTS, BAD_URLS, type BadInput } from './bad-input-row.ts';
import { button, form, badMessage, template, text } from './bad-message.ts';

/** Every invalid text and URL, in every property of a message that holds one. */
export const BAD_MESSAGE_TEXTS: readonly BadInput[] = [
  ...BAD_TEXTS.map(([name, bad, message]) =>
    badMessage(
      `a text that is or has ${name}`,
      { basic: { items: [{ text: bad }] } },
      '.basic.items[0].text',
      message,
    ),
  ),
  ...BAD_TEXTS.map(([name, bad, message]) =>
    badMessage(
      `a line that is or has ${name}`,
      { minimal: { text: bad } },
      '.minimal.text',
      message,
    ),
  ),
  ...BAD_URLS.flatMap(([name, bad, message]) => [
    badMessage(
      `an image at ${name}`,
      { basic: { items: [{ image: { url: bad } }] } },
      '.basic.items[0].image.url',
      message,
    ),
    badMessage(
      `a file at ${name}`,
      { basic: { items: [{ file: { url: bad } }] } },
      '.basic.items[0].file.url',
      message,
    ),
    badMessage(
      `an icon at ${name}`,
      { minimal: { text: 'x', iconUrl: bad } },
      '.minimal.iconUrl',
      message,
    ),
    badMessage(
      `a line's link to ${name}`,
      { minimal: { text: 'x', url: bad } },
      '.minimal.url',
      message,
    ),
    badMessage(
      `a form's image at ${name}`,
      form({ media: [{ image: { url: bad } }] }),
      '.form.media[0].image.url',
      message,
    ),
    badMessage(
      `a template's image at ${name}`,
      template({ imageUrl: bad }),
      '.template.imageUrl',
      message,
    ),
    badMessage(
      `a button's link to ${name}`,
      button({ launchUrl: bad }),
      '.template.buttons[0].launchUrl',
      message,
    ),
    badMessage(
      `a badge's icon at ${name}`,
      { minimal: text, badges: [{ text: 'x', iconUrl: bad }] },
      '.badges[0].iconUrl',
      message,
    ),
  ]),
];
