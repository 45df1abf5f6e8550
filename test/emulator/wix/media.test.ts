import { auth } from '@wix/essentials';
import { files } from '@wix/media';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { createUploadRoute } from '../../../emulator/control/uploads.ts';
import { readMedia } from '../../../emulator/wix/media/media.ts';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

// Uploads to the Media Manager, through @wix/media and the URL that it returns.

const generateFileUploadUrl = auth.elevate(files.generateFileUploadUrl);
const getFileDescriptor = auth.elevate(files.getFileDescriptor);
const BYTES = Uint8Array.from([0xff, 0xd8, 0x00, 0x80]);
const Uploaded = v.object({ file: v.looseObject({ id: v.string(), url: v.string() }) });

async function setup() {
  const site = await openForPackages();
  const routes = createUploadRoute({ wix: site.wix });
  return {
    ...site,
    newUrl: async (mimeType: string, options: files.GenerateFileUploadUrlOptions = {}) => {
      const { uploadUrl = '' } = await site.as(visitor(1), () =>
        generateFileUploadUrl(mimeType, options),
      );
      return uploadUrl;
    },
    /** Sends a file to an upload URL, without any token. */
    upload: (url: string, query = '', body: Uint8Array<ArrayBuffer> = BYTES) =>
      routes.request(url.replace(/^.*\/_emulator/, '') + query, { method: 'PUT', body }),
  };
}

it.each([
  ['image/jpeg', { fileName: 'A cup.JPG' }, 'IMAGE', /^https:\/\/static.*~mv2\.jpg$/],
  ['image/png', { fileName: 'cup' }, 'IMAGE', /^https:\/\/static.*~mv2\.png$/],
  ['image/svg+xml', { fileName: 'cup.svg' }, 'VECTOR', /^https:\/\/static.*~mv2\.svg$/],
  ['application/pdf', { fileName: 'terms.pdf' }, 'DOCUMENT', /^https:\/\/docs.*\.pdf$/],
  ['audio/mpeg', { fileName: 'song.mp3' }, 'AUDIO', /^https:\/\/docs.*\.mp3$/],
  ['application/x-thing', { fileName: 'thing' }, 'OTHER', /^https:\/\/docs.*local_[\da-f]{32}$/],
])('stores an upload of %s with %j as %s', async (mimeType, options, mediaType, url) => {
  const { as, wix, newUrl, upload } = await setup();
  const uploadUrl = await newUrl(mimeType, options);
  expect(uploadUrl).toMatch(/^http:\/\/127\.0\.0\.1\/_emulator\/uploads\/[\w-]{32}$/);

  const response = await upload(uploadUrl);
  const { file } = v.parse(Uploaded, await response.json());

  expect(file).toMatchObject({
    displayName: options.fileName,
    sizeInBytes: '4',
    mediaType,
    operationStatus: 'READY',
    parentFolderId: 'media-root',
  });
  expect(file.url).toMatch(url);
  expect(readMedia(wix, file.id)).toEqual(Buffer.from(BYTES));
  const described = await as(visitor(1), () => getFileDescriptor(file.id));
  expect(described).toMatchObject({ _id: file.id, url: file.url, mediaType });
  expect(described._createdDate).toBeInstanceOf(Date);
  const byUrl = as(OWNER, () => files.getFileDescriptor(`wix:image://v1/${file.id}/a.jpg#x=1`));
  expect(await byUrl).toMatchObject({ _id: file.id });
});

it('takes the name from the query `filename`, and one upload for each URL', async () => {
  const { newUrl, upload } = await setup();
  const url = await newUrl('text/plain');
  expect((await upload(url)).status).toBe(400);
  const response = await upload(url, '?filename=notes.txt');
  expect(await response.json()).toMatchObject({ file: { displayName: 'notes.txt' } });
  expect((await upload(url, '?filename=notes.txt')).status).toBe(403);
});

it('refuses a file of more than 25 MB and an unknown URL, and stores nothing', async () => {
  const { wix, newUrl, upload } = await setup();
  const url = await newUrl('image/png', { fileName: 'a.png' });
  const large = await upload(url, '', new Uint8Array(25 * 1024 * 1024 + 1));
  expect([large.status, (await upload('/uploads/unknown')).status]).toEqual([413, 403]);
  expect(wix.database.get('select count(*) as count from media')).toEqual({ count: 0 });
});

it.each([
  ['no type', '', {}, 400],
  ['a type without a slash', 'png', {}, 400],
  ['a private file', 'image/png', { private: true }, 501],
  ['a path of folders', 'image/png', { filePath: '/a' }, 501],
])('refuses an upload URL for %s', async (_what, mimeType, options, status) => {
  const { newUrl } = await setup();
  await expect(newUrl(mimeType, options)).rejects.toMatchObject({ status });
});

it('refuses visitors, and the descriptor of an unknown file', async () => {
  const { as } = await setup();
  const refused = as(visitor(1), () => files.generateFileUploadUrl('image/png'));
  await expect(refused).rejects.toMatchObject({ status: 403 });
  await expect(as(visitor(1), () => getFileDescriptor('unknown'))).rejects.toMatchObject({
    status: 404,
    details: { applicationError: { code: 'FILE_NOT_FOUND' } },
  });
});
