// Emulates Wix's UploadButton, on an `<input type="file">`. An upload stays on the page and gets a generated media
// id. Not emulated: size limits, the URLs of videos and audio, startUpload().
import { InputElement } from './input-element.ts';
import { storeImage } from './media.ts';
import { notEmulated } from './not-emulated.ts';

/** Wix's description of an uploaded file. @see https://dev.wix.com/docs/velo/velo-only-apis/$w/upload-button/upload-files */
export interface UploadedFile {
  /** `wix:image://v1/<id>/<name>#originWidth=<px>&originHeight=<px>`, or `wix:document://v1/<id>/<name>`. */
  readonly fileUrl: string;
  /** The name in the Media Manager. */
  readonly fileName: string;
  readonly originalFileName: string;
  /** In pixels; 0 if the file is not an image. */
  readonly width: number;
  readonly height: number;
  /** In milliseconds; 0 if the file is not audio or video. */
  readonly duration: number;
}

/** The files that the file dialog accepts, by Wix's `fileType`. */
const ACCEPT: Readonly<Record<string, string>> = {
  Image: 'image/*',
  Document: '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.txt,.csv,.zip',
};

/** Wix's UploadButton element. */
export class UploadButton extends InputElement<HTMLInputElement> {
  get fileType(): string {
    const { accept } = this.node;
    return Object.keys(ACCEPT).find((type) => ACCEPT[type] === accept) ?? 'Document';
  }
  set fileType(type: string) {
    const accept = Object.hasOwn(ACCEPT, type) ? ACCEPT[type] : undefined;
    if (accept === undefined) {
      throw notEmulated(
        `UploadButton.fileType "${type.slice(0, 20)}"`,
        `Set it to ${Object.keys(ACCEPT).join(' or ')}.`,
      );
    }
    this.node.accept = accept;
  }
  get fileLimit(): number {
    return this.node.multiple ? 50 : 1;
  }
  set fileLimit(limit: number) {
    this.node.multiple = limit > 1;
  }
  get buttonLabel(): string {
    return this.#label?.textContent.trim() ?? '';
  }
  set buttonLabel(text: string) {
    if (this.#label) this.#label.textContent = text;
  }
  get value(): readonly {
    readonly name: string;
    readonly size: number;
    readonly valid: boolean;
  }[] {
    return this.#files.map(({ name, size }) => ({ name, size, valid: true }));
  }
  get valid(): boolean {
    return !this.node.required || this.#files.length > 0;
  }
  get required(): boolean {
    return this.node.required;
  }
  set required(required: boolean) {
    this.node.required = required;
  }
  reset(): void {
    this.node.value = '';
  }

  /**
   * Uploads the selected files: they stay in this page, each under a generated media id.
   * @throws an Error with `errorCode` -1 if no file is selected
   */
  async uploadFiles(): Promise<UploadedFile[]> {
    if (this.#files.length === 0) {
      // The properties of the error are documented; its texts are assumed.
      throw Object.assign(new Error('No file is selected.'), {
        errorCode: '-1',
        errorDescription: 'No file is selected.',
      });
    }
    const files = await Promise.all(this.#files.map(upload));
    console.info(
      `The emulator stores uploaded files only on this page: ${files.map((it) => it.fileUrl).join(', ')}`,
    );
    return files;
  }

  get #files(): readonly File[] {
    return [...(this.node.files ?? [])];
  }

  /** The element with the button's text, beside the input: a browser's file input has a text of its own. */
  get #label(): Element | undefined {
    const label = this.node.labels?.[0];
    return label?.querySelector('span') ?? label;
  }
}

async function upload(file: File): Promise<UploadedFile> {
  const image = file.type.startsWith('image/')
    ? await createImageBitmap(file).catch(() => undefined)
    : undefined;
  const extension = /\.[a-z\d]{1,5}$/iu.exec(file.name)?.[0].toLowerCase() ?? '';
  const id = crypto.randomUUID().replaceAll('-', '');
  const name = encodeURIComponent(file.name);
  const base = { originalFileName: file.name, width: 0, height: 0, duration: 0 };
  if (!image) {
    const fileName = `local_${id}${extension}`;
    return { ...base, fileName, fileUrl: `wix:document://v1/ugd/${fileName}/${name}` };
  }
  const { width, height } = image;
  image.close();
  const fileName = `local_${id}~mv2${extension}`;
  storeImage(fileName, file);
  const origin = `originWidth=${String(width)}&originHeight=${String(height)}`;
  return {
    ...base,
    width,
    height,
    fileName,
    fileUrl: `wix:image://v1/${fileName}/${name}#${origin}`,
  };
}
