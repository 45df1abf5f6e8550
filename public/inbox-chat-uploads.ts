import { createElementFinder } from 'public/inbox-element-finder';
import type { Find } from 'public/inbox-element-finder';
import { isButton, isRepeater, isText, isUploadButton, setText } from 'public/inbox-elements';
import type { PageSelector, UploadButtonElement } from 'public/inbox-elements';
import { normalizeName } from 'public/inbox-normalize';
import { createRepeaterList } from 'public/inbox-repeater-list';

/** The files of a message that is being sent. */
export interface TakenFiles {
  readonly files: readonly string[];
  /** Resolves to their `wix:` URLs; to `undefined` if an upload failed. `undefined` if there are no files. */
  readonly uploaded: Promise<readonly string[] | undefined> | undefined;
}

/** The files of the next message. */
export interface Uploads {
  /** Returns the chosen files as a text, unless `#chatFiles` shows them. */
  notice(): string;
  /** Starts to upload the chosen files. They then belong to a message, and are not chosen any more. */
  take(): TakenFiles;
  /** Clears the chosen files. */
  clear(): void;
}

/** Options of `createUploads`. */
export interface UploadsOptions {
  readonly find: Find;
  readonly elements: Readonly<Record<string, string>>;
  readonly texts: { readonly attached: string; readonly removeFile: string };
  /** Called when files were chosen or removed. */
  readonly onChange: () => void;
  /** Called before a focused button disappears with its file. */
  readonly onRemove: () => void;
}

interface FileRow {
  readonly _id: string;
  readonly text: string;
}

/**
 * Finds the upload buttons `#chatAddImage` and `#chatAddFile`; without them a chat sends only texts. Shows the chosen
 * files in the repeater `#chatFiles` (its item: the text `#chatFileName` and the button `#chatFileRemove`).
 *
 * Two buttons, because a Wix upload button accepts only one file type.
 */
export function createUploads({
  find,
  elements,
  texts,
  onChange,
  onRemove,
}: UploadsOptions): Uploads {
  const buttons = [
    find('chatAddImage', isUploadButton, { isOptional: true, formerName: 'chatPicture' }),
    find('chatAddFile', isUploadButton, { isOptional: true, formerName: 'chatFile' }),
  ].flatMap((button) => button ?? []);
  /** The files that belong to a message already. Wix's button contains them until they are uploaded. */
  const taken = new Map<UploadButtonElement, string>();
  const repeater = find('chatFiles', isRepeater, { isOptional: true });
  const list = createRepeaterList<FileRow>(repeater, showFile);
  for (const button of buttons) {
    button.onChange(() => {
      taken.delete(button);
      showFiles();
      onChange();
    });
  }

  const namesOf = (button: UploadButtonElement): readonly string[] =>
    taken.has(button) ? [] : button.value.map(({ name }) => normalizeName(name));
  const toText = (names: readonly string[]): string =>
    names.length > 0 ? texts.attached.replace('{names}', () => names.join(', ')) : '';

  function showFiles(): void {
    const rows = buttons.map((button, index) => ({
      _id: `file-${index}`,
      text: toText(namesOf(button)),
    }));
    list.show(rows.filter(({ text }) => text !== ''));
  }

  function showFile($item: PageSelector, { _id, text }: FileRow, isNew: boolean): void {
    const item = createElementFinder($item, elements, 'chat, in an item of #chatFiles');
    setText(item.find('chatFileName', isText), text);
    const remove = item.find('chatFileRemove', isButton);
    if (!remove || !isNew) return;
    remove.label = texts.removeFile;
    remove.onClick(() => {
      onRemove();
      buttons[Number(_id.slice('file-'.length))]?.reset();
      showFiles();
      onChange();
    });
  }

  async function upload(button: UploadButtonElement): Promise<readonly string[] | undefined> {
    const before = toKey(button);
    taken.set(button, before);
    try {
      return (await button.uploadFiles()).map(({ fileUrl }) => fileUrl);
    } catch {
      return undefined;
    } finally {
      // Files that were chosen in the meantime belong to the next message.
      if (taken.get(button) === before && toKey(button) === before) button.reset();
      taken.delete(button);
      showFiles();
    }
  }

  showFiles();
  return {
    notice: () => (repeater ? '' : toText(buttons.flatMap(namesOf))),
    take() {
      const chosen = buttons.filter((button) => namesOf(button).length > 0);
      const files = chosen.flatMap(namesOf);
      if (chosen.length === 0) return { files, uploaded: undefined };
      const uploads = Promise.all(chosen.map(upload));
      showFiles();
      const uploaded = uploads.then((results) =>
        results.includes(undefined) ? undefined : results.flatMap((urls) => urls ?? []),
      );
      return { files, uploaded };
    },
    clear() {
      for (const button of buttons) button.reset();
      showFiles();
    },
  };
}

function toKey({ value }: UploadButtonElement): string {
  return JSON.stringify(value.map(({ name }) => name));
}
