// Emulates Wix's UploadButton, on an `<input type="file">`. The emulator stores each file under a generated media id.
// Not emulated: Wix's size limits (the emulator's is 25 MB), the URLs of videos and audio.
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
   * Uploads the selected files to the emulator, each under a generated media id.
   * @throws an Error with `errorCode` -1 if no file is selected, or if the emulator does not store a file (assumed)
   */
  async uploadFiles(): Promise<UploadedFile[]> {
    if (this.#files.length === 0) {
      // The properties of the error are documented; its texts are assumed.
      throw toUploadError('No file is selected.');
    }
    return Promise.all(this.#files.map(upload));
  }

  /**
   * Uploads the first selected file, with the older form of the result.
   * @throws as {@link uploadFiles}
   */
  async startUpload(): Promise<{
    readonly url: string;
    readonly mediaId: string;
    readonly title: string;
    readonly width: number;
    readonly height: number;
    readonly duration: number;
  }> {
    const [file] = await this.uploadFiles();
    if (!file) throw toUploadError('No file is selected.');
    const { fileUrl, fileName, originalFileName, width, height, duration } = file;
    return {
      url: fileUrl,
      mediaId: fileName,
      title: originalFileName,
      width,
      height,
      duration,
    };
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

function toUploadError(message: string): Error {
  return Object.assign(new Error(message), { errorCode: '-1', errorDescription: message });
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
    await store(fileName, file);
    return { ...base, fileName, fileUrl: `wix:document://v1/ugd/${fileName}/${name}` };
  }
  const { width, height } = image;
  image.close();
  const fileName = `local_${id}~mv2${extension}`;
  await store(fileName, file);
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

/** Stores a file in the emulator, where `https://*.wixstatic.com/<folder>/<id>` leads on its pages and screens. */
async function store(id: string, file: File): Promise<void> {
  const response = await fetch(`/_emulator/media/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ base64: await readBase64(file) }),
  }).catch(() => undefined);
  if (!response?.ok) {
    throw toUploadError(`${file.name} was not uploaded (status ${String(response?.status ?? 0)}).`);
  }
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(toUploadError(`${file.name} cannot be read.`)));
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.readAsDataURL(file);
  });
}
