// Emulates the operations of Wix's Files API that an upload needs. Not emulated: imports, resumable uploads, lists,
// queries, download URLs, deletion.
import * as meta from '@wix/auto_sdk_media_files/meta';
import { defineOperation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';
import { createUploadUrl, readFileDescriptor } from './uploads.ts';

const DOCS = 'https://dev.wix.com/docs/api-reference/assets/media/media-manager/files';
const rules = loadRules('media-files');

/** The emulated operations of the Media Manager. */
export const MEDIA_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'generateFileUploadUrl',
    meta: meta.generateFileUploadUrl,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/generate-file-upload-url`,
    notes:
      'The URL leads to this emulator and takes one file of up to 25 MB by PUT, without a token. The file is ready at once. Private files and filePath are refused. Assumed: the URL does not expire, and is used up by one upload.',
    run: (context, request) => ({ uploadUrl: createUploadUrl(context, request) }),
  }),
  defineOperation({
    rules,
    method: 'getFileDescriptor',
    meta: meta.getFileDescriptor,
    callers: ['app', 'user'],
    grade: 'typed',
    source: `${DOCS}/get-file-descriptor`,
    notes:
      'For files that were uploaded to a generated URL; of an image URL (`wix:image://v1/<id>/…`), the id is read. Assumed: 404 FILE_NOT_FOUND. Without `media`: files are not processed.',
    run(context, { fileId }) {
      const id = /^wix:\w+:\/\/v1\/([^/#]+)/.exec(fileId)?.[1] ?? fileId;
      const file = readFileDescriptor(context, id);
      if (!file) {
        throw new WixApiError(404, 'FILE_NOT_FOUND', `File ${fileId} not found`);
      }
      return { file };
    },
  }),
];
