// Emulates Wix's module `wix-media-backend`: uploads, and the addresses of uploaded files. Not emulated: folders, so that the
// path of an upload is not kept; imports, lists, private files, videos, the trash.
import { getFromWix, postToWix } from '../../velo/fetch-with-auth.ts';
import { olderModule } from './older-module.ts';

const FILES_URL = 'https://www.wixapis.com/site-media/v1/files';

/** Options of an upload. */
interface UploadOptions {
  readonly mediaOptions?: { readonly mimeType?: string; readonly mediaType?: string };
  readonly metadataOptions?: { readonly isPrivate?: boolean; readonly fileName?: string };
}

/** A file, as the older module describes it. */
interface FileInfo {
  /** The id of the file. */
  readonly fileName: string;
  /** `wix:image://v1/...`. */
  readonly fileUrl: string;
  readonly originalFileName: string;
  /** `image`, `video`, `audio` or `document`. */
  readonly mediaType: string;
  readonly sizeInBytes: number;
  readonly hash: string | undefined;
  readonly isPrivate: false;
  readonly parentFolderId: string;
  readonly labels: readonly unknown[];
}

/** The files of the site. @see https://dev.wix.com/docs/velo/apis/wix-media-backend/media-manager/introduction */
export const mediaManager = olderModule('wix-media-backend.mediaManager', {
  /** Returns an address that takes one file by PUT. */
  async getUploadUrl(
    _path: string,
    options: UploadOptions = {},
  ): Promise<{ readonly uploadUrl: string }> {
    const { fileName } = options.metadataOptions ?? {};
    return { uploadUrl: await createUploadUrl(fileName, options) };
  },
  /** Uploads bytes. */
  async upload(
    _path: string,
    content: Uint8Array<ArrayBuffer>,
    fileName: string,
    options: UploadOptions = {},
  ): Promise<FileInfo> {
    const uploadUrl = await createUploadUrl(fileName, options);
    const url = `${uploadUrl}?filename=${encodeURIComponent(fileName)}`;
    const response = await fetch(url, { method: 'PUT', body: content });
    const body: unknown = await response.json();
    if (!response.ok) {
      throw new Error(`Failed to upload ${fileName}: ${String(getMember(body, 'message'))}`);
    }
    return toFileInfo(getMember(body, 'file'));
  },
  /** Describes a file by its `wix:` address or its id. */
  getFileInfo: async (fileUrl: string): Promise<FileInfo> => toFileInfo(await readFile(fileUrl)),
  /** Returns the address at which a browser opens a file. */
  getFileUrl: async (fileUrl: string): Promise<string> =>
    String(getMember(await readFile(fileUrl), 'url')),
  /** Returns the address of a file; the emulator's has no time limit. */
  getDownloadUrl: async (fileUrl: string): Promise<string> =>
    String(getMember(await readFile(fileUrl), 'url')),
});

export default olderModule('wix-media-backend', { mediaManager });

async function createUploadUrl(
  fileName: string | undefined,
  { mediaOptions, metadataOptions }: UploadOptions,
): Promise<string> {
  if (metadataOptions?.isPrivate === true) {
    throw new Error('isPrivate of wix-media-backend is not emulated.');
  }
  const body = await postToWix('site', `${FILES_URL}/generate-upload-url`, {
    mimeType: mediaOptions?.mimeType ?? 'application/octet-stream',
    ...(fileName === undefined ? {} : { fileName }),
  });
  return String(getMember(body, 'uploadUrl'));
}

async function readFile(fileUrl: string): Promise<unknown> {
  const body = await getFromWix(
    'site',
    `${FILES_URL}/get-file-by-id?fileId=${encodeURIComponent(fileUrl)}`,
  );
  return getMember(body, 'file');
}

function toFileInfo(file: unknown): FileInfo {
  const text = (key: string): string => String(getMember(file, key) ?? '');
  const type = text('mediaType').toLowerCase();
  const mediaType = ['image', 'video', 'audio'].includes(type) ? type : 'document';
  const labels = getMember(file, 'labels');
  return {
    fileName: text('id'),
    fileUrl: `wix:${mediaType}://v1/${text('id')}/${encodeURIComponent(text('displayName'))}`,
    originalFileName: text('displayName'),
    mediaType,
    sizeInBytes: Number(getMember(file, 'sizeInBytes')),
    hash: text('hash'),
    isPrivate: false,
    parentFolderId: text('parentFolderId'),
    labels: Array.isArray(labels) ? labels : [],
  };
}

function getMember(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}
