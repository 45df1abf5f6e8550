import type { Find } from 'public/inbox-element-finder';
import { isUploadButton } from 'public/inbox-elements';

/** The files of the next message. */
export interface Uploads {
  /** Returns the names of the chosen files. */
  names(): readonly string[];
  isUploading(): boolean;
  /** Uploads the chosen files and returns their `wix:` URLs; `undefined` if an upload failed. */
  upload(): Promise<readonly string[] | undefined>;
  /** Clears the chosen files. */
  clear(): void;
}

/**
 * Finds the upload buttons `#chatAddImage` and `#chatAddFile`; without them a chat sends only texts.
 *
 * Two buttons, because a Wix upload button accepts only one file type.
 *
 * @param options.onChange - called when files were chosen
 */
export function createUploads({
  find,
  onChange,
}: {
  readonly find: Find;
  readonly onChange: () => void;
}): Uploads {
  const found = [
    find('chatAddImage', isUploadButton, { isOptional: true, formerName: 'chatPicture' }),
    find('chatAddFile', isUploadButton, { isOptional: true, formerName: 'chatFile' }),
  ];
  const buttons = found.flatMap((button) => button ?? []);
  let isUploading = false;
  for (const button of buttons) button.onChange(onChange);

  function clear(): void {
    for (const button of buttons) button.reset();
  }

  return {
    names: () => buttons.flatMap(({ value }) => value.map(({ name }) => name)),
    isUploading: () => isUploading,
    async upload() {
      const chosen = buttons.filter(({ value }) => value.length > 0);
      if (chosen.length === 0) return [];
      isUploading = true;
      try {
        const files = await Promise.all(chosen.map((button) => button.uploadFiles()));
        return files.flat().map(({ fileUrl }) => fileUrl);
      } catch {
        return undefined;
      } finally {
        isUploading = false;
        clear();
      }
    },
    clear,
  };
}
