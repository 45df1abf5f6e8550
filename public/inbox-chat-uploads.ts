import { isUpload } from 'public/inbox-elements';
import type { Find } from 'public/inbox-elements';

/** The upload buttons of a chat: Wix's takes one type of files, so there are two. */
export interface Uploads {
  /** Names of the files that were chosen. */
  names(): readonly string[];
  isBusy(): boolean;
  /** Uploads what was chosen, and answers its `wix:` addresses; nothing where that failed. */
  take(): Promise<readonly string[] | undefined>;
  /** Forgets what was chosen. */
  drop(): void;
}

/** Finds `#chatPicture` and `#chatFile`; a chat without them has texts only. */
export function createUploads({
  find,
  onChange,
}: {
  readonly find: Find;
  readonly onChange: () => void;
}): Uploads {
  const found = [find('chatPicture', isUpload, false), find('chatFile', isUpload, false)];
  const buttons = found.flatMap((button) => button ?? []);
  let isBusy = false;
  for (const button of buttons) button.onChange(onChange);

  function drop(): void {
    for (const button of buttons) button.reset();
  }

  return {
    names: () => buttons.flatMap(({ value }) => value.map(({ name }) => name)),
    isBusy: () => isBusy,
    async take() {
      const chosen = buttons.filter(({ value }) => value.length > 0);
      if (chosen.length === 0) return [];
      isBusy = true;
      try {
        const files = await Promise.all(chosen.map((button) => button.uploadFiles()));
        return files.flat().map(({ fileUrl }) => fileUrl);
      } catch {
        return undefined;
      } finally {
        isBusy = false;
        drop();
      }
    },
    drop,
  };
}
