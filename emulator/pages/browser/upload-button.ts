// Wix's UploadButton over `<input type="file">`. Nothing leaves the page: an upload answers a made-up media id. Leaves out: limits of size, videos' and sounds' own addresses, startUpload().
import { InputElement } from './input-element.ts';
import { keepPicture } from './media.ts';
import { refusal } from './not-emulated.ts';

/** What Wix tells of an uploaded file. @see https://dev.wix.com/docs/velo/velo-only-apis/$w/upload-button/upload-files */
export interface UploadedFile {
  /** `wix:image://v1/<id>/<name>#originWidth=<px>&originHeight=<px>`, or `wix:document://v1/<id>/<name>`. */
  readonly fileUrl: string;
  /** The name that the Media Manager gave it. */
  readonly fileName: string;
  readonly originalFileName: string;
  /** In pixels; 0 where it is no picture. */
  readonly width: number;
  readonly height: number;
  /** In milliseconds; 0 where it is no sound. */
  readonly duration: number;
}

/** What the file dialog offers, by Wix's `fileType`. */
const ACCEPT: Readonly<Record<string, string>> = {
  Image: 'image/*',
  Document: '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.txt,.csv,.zip',
};

/** Wix's UploadButton. */
export class UploadButton extends InputElement<HTMLInputElement> {
  get fileType(): string {
    const { accept } = this.node;
    return Object.keys(ACCEPT).find((type) => ACCEPT[type] === accept) ?? 'Document';
  }
  set fileType(type: string) {
    const accept = Object.hasOwn(ACCEPT, type) ? ACCEPT[type] : undefined;
    if (accept === undefined) {
      throw refusal(
        `UploadButton.fileType of ${type.slice(0, 20)}`,
        `Use ${Object.keys(ACCEPT).join(' or ')}.`,
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

  /** "Uploads" the chosen files: they stay in this page, under a media id that nobody else knows. */
  async uploadFiles(): Promise<UploadedFile[]> {
    if (this.#files.length === 0) {
      // Its shape is documented, its texts are assumed.
      throw Object.assign(new Error('No file was chosen.'), {
        errorCode: '-1',
        errorDescription: 'No file was chosen.',
      });
    }
    const files = await Promise.all(this.#files.map(upload));
    console.info(
      `The local Wix keeps uploads on the page: ${files.map((it) => it.fileUrl).join(', ')}`,
    );
    return files;
  }

  get #files(): readonly File[] {
    return [...(this.node.files ?? [])];
  }

  /** The text beside the input: Wix's button shows one, a browser's input shows its own. */
  get #label(): Element | undefined {
    const label = this.node.labels?.[0];
    return label?.querySelector('span') ?? label;
  }
}

async function upload(file: File): Promise<UploadedFile> {
  const picture = file.type.startsWith('image/')
    ? await createImageBitmap(file).catch(() => undefined)
    : undefined;
  const extension = /\.[a-z\d]{1,5}$/iu.exec(file.name)?.[0].toLowerCase() ?? '';
  const id = crypto.randomUUID().replaceAll('-', '');
  const name = encodeURIComponent(file.name);
  const facts = { originalFileName: file.name, width: 0, height: 0, duration: 0 };
  if (!picture) {
    const fileName = `local_${id}${extension}`;
    return { ...facts, fileName, fileUrl: `wix:document://v1/ugd/${fileName}/${name}` };
  }
  const { width, height } = picture;
  picture.close();
  const fileName = `local_${id}~mv2${extension}`;
  keepPicture(fileName, file);
  const origin = `originWidth=${String(width)}&originHeight=${String(height)}`;
  return {
    ...facts,
    width,
    height,
    fileName,
    fileUrl: `wix:image://v1/${fileName}/${name}#${origin}`,
  };
}
