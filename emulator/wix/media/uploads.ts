// Emulates uploads to the Media Manager: the URL that Generate File Upload Url returns, and the file that is sent to it.
// Not emulated: processing of images and videos, so a file is ready at once; private files; folders.
import { createHash, randomBytes } from 'node:crypto';
import type * as meta from '@wix/auto_sdk_media_files/meta';
import { readDocument } from '../../database/documents.ts';
import { SITE_ID, type DatabaseContext, type OperationContext } from '../core/context.ts';
import type { FromWire, RestRequest } from '../core/operation.ts';
import { notEmulated, WixApiError, WixValidationError } from '../core/wix-error.ts';
import { MEDIA_MAX_BYTES, writeMedia } from './media.ts';

/** A file as it is stored and returned; dates are ISO strings, the size is text. */
export type FileDescriptor = NonNullable<
  FromWire<ReturnType<typeof meta.getFileDescriptor>['__originalResponseType']>['file']
>;
/** What is known of a file before it is uploaded. */
interface Upload {
  readonly mimeType: string;
  readonly fileName?: string;
  readonly parentFolderId?: string;
  readonly labels?: readonly string[];
}

/** The kinds of files by the first part of their type. Others are `DOCUMENT` if named here, or else `OTHER` (assumed). */
const MEDIA_TYPES: Readonly<Record<string, FileDescriptor['mediaType']>> = {
  image: 'IMAGE',
  video: 'VIDEO',
  audio: 'AUDIO',
  text: 'DOCUMENT',
  'image/svg+xml': 'VECTOR',
  'application/pdf': 'DOCUMENT',
  'application/zip': 'ARCHIVE',
};

/** The extensions of files whose name has none, by type. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
};

/**
 * Issues an upload URL of this emulator; call it inside a transaction. Anyone who has the URL can upload one file.
 * @throws {WixValidationError} 400 without a type
 * @throws {WixApiError} 501 NOT_EMULATED for private files and paths of folders
 */
export function createUploadUrl(
  context: OperationContext,
  request: RestRequest<typeof meta.generateFileUploadUrl>,
): string {
  const { mimeType, fileName, parentFolderId, labels, filePath } = request;
  if (request.private === true || filePath) {
    const what = filePath ? 'filePath' : 'private';
    throw notEmulated(`Uploading with ${what}`, `Leave out ${what}.`);
  }
  if (!mimeType || !/^[\w.+-]+\/[\w.+-]+$/.test(mimeType)) {
    throw new WixValidationError([
      {
        field: 'mimeType',
        description: 'must be a type such as image/png',
        violatedRule: 'REQUIRED_FIELD',
      },
    ]);
  }
  const token = randomBytes(24).toString('base64url');
  const upload: Upload = {
    mimeType: mimeType.toLowerCase(),
    ...(fileName ? { fileName } : {}),
    ...(parentFolderId ? { parentFolderId } : {}),
    ...(labels ? { labels } : {}),
  };
  context.database.run(
    'insert into media_uploads (token, document) values (?, ?)',
    token,
    JSON.stringify(upload),
  );
  return `${context.origin()}/_emulator/uploads/${token}`;
}

/**
 * Stores the file that was sent to an upload URL, and returns its descriptor; call it inside a transaction. The URL cannot
 * be used again (assumed).
 * @param fileName the query parameter `filename`, which the name in the call for the URL makes optional
 * @throws {WixApiError} 403 if the URL is unknown or used, 413 for more than 25 MB, 400 without a name
 * @see https://dev.wix.com/docs/api-reference/assets/media/media-manager/files/upload-api
 */
export function receiveUpload(
  context: OperationContext,
  token: string,
  { fileName, bytes }: { readonly fileName: string | undefined; readonly bytes: Buffer },
): FileDescriptor {
  const row = context.database.get<{ readonly document: string }>(
    'select document from media_uploads where token = ?',
    token,
  );
  if (!row) {
    throw new WixApiError(403, 'PERMISSION_DENIED', 'The upload URL is unknown or was used');
  }
  const upload = readDocument<Upload>(row.document);
  const displayName = (upload.fileName ?? fileName ?? '').slice(0, 255);
  if (displayName === '') {
    throw new WixApiError(400, 'INVALID_ARGUMENT', 'filename: the query parameter is required');
  }
  if (bytes.length > MAX_UPLOAD_BYTES) {
    throw new WixApiError(
      413,
      'REQUEST_TOO_LARGE',
      `The file has ${String(bytes.length)} bytes; the maximum is ${String(MAX_UPLOAD_BYTES)}`,
    );
  }
  const file = describeFile(context, upload, displayName, bytes);
  context.database.run('delete from media_uploads where token = ?', token);
  writeMedia(context, file.id, bytes.toString('base64'));
  context.database.run(
    'insert into media_files (id, document) values (?, ?)',
    file.id,
    JSON.stringify(file),
  );
  return file;
}

/** The largest file that an upload URL takes, in bytes. */
const MAX_UPLOAD_BYTES = MEDIA_MAX_BYTES;

function describeFile(
  context: OperationContext,
  { mimeType, parentFolderId = 'media-root', labels = [] }: Upload,
  displayName: string,
  bytes: Buffer,
): FileDescriptor & { readonly id: string } {
  const mediaType = MEDIA_TYPES[mimeType] ?? MEDIA_TYPES[mimeType.split('/')[0] ?? ''] ?? 'OTHER';
  const extension =
    /\.[a-z\d]{1,5}$/.exec(displayName.toLowerCase())?.[0] ?? EXTENSIONS[mimeType] ?? '';
  const hex = context.id().replaceAll('-', '');
  const isImage = mediaType === 'IMAGE' || mediaType === 'VECTOR';
  const id = isImage ? `local_${hex}~mv2${extension}` : `local_${hex}${extension}`;
  const now = context.now().toISOString();
  const url = isImage
    ? `https://static.wixstatic.com/media/${id}`
    : `https://docs.wixstatic.com/ugd/${id}`;
  return {
    id,
    displayName,
    url,
    parentFolderId,
    hash: createHash('md5').update(bytes).digest('hex'),
    sizeInBytes: String(bytes.length),
    private: false,
    mediaType,
    operationStatus: 'READY',
    ...(isImage ? { thumbnailUrl: url } : {}),
    labels,
    createdDate: now,
    updatedDate: now,
    siteId: SITE_ID,
    state: 'OK',
  };
}

/** Reads the descriptor of a file that was uploaded by its URL; undefined if there is none. */
export function readFileDescriptor(
  { database }: DatabaseContext,
  id: string,
): FileDescriptor | undefined {
  const row = database.get<{ readonly document: string }>(
    'select document from media_files where id = ?',
    id,
  );
  return row && readDocument<FileDescriptor>(row.document);
}
