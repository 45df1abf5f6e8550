import * as v from 'valibot';
import { expect, it } from 'vitest';
import { startOnPort } from '../support/emulator/start-on-port.ts';

const BYTES = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);
const UploadUrl = v.object({ uploadUrl: v.string() });
const Uploaded = v.object({ file: v.object({ id: v.string(), url: v.string() }) });
const Opened = v.object({ conversation: v.object({ id: v.string() }) });

async function setup() {
  const started = await startOnPort();
  const app = (await started.session({ as: 'app' })).token;
  const { json } = await started.send(
    'POST',
    '/site-media/v1/files/generate-upload-url',
    { mimeType: 'image/png', fileName: 'cup.png' },
    app,
  );
  return { ...started, app, uploadUrl: v.parse(UploadUrl, json).uploadUrl };
}

it('a file that was sent to an upload URL opens from the inbox screen', async () => {
  const { send, session, app, uploadUrl, emulator } = await setup();
  const headers = { 'content-type': 'image/png' };
  const response = await fetch(uploadUrl, { method: 'PUT', headers, body: BYTES });
  const { file } = v.parse(Uploaded, await response.json());

  const { id } = await session({ as: 'visitor' });
  const participantId = { anonymousVisitorId: id };
  const { json } = await send('POST', '/inbox/v2/conversations', { participantId }, app);
  const conversationId = v.parse(Opened, json).conversation.id;
  const content = { basic: { items: [{ image: { url: file.url, width: 1, height: 1 } }] } };
  const message = {
    content,
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility: 'BUSINESS_AND_PARTICIPANT',
  };
  const sent = await send('POST', '/inbox/v2/messages', { conversationId, message }, app);
  expect(sent.status).toBe(200);

  const page = await (await emulator.fetch(`/_emulator/inbox/${conversationId}`)).text();
  const link = `/_emulator/media/${encodeURIComponent(file.id)}`;
  expect(page).toContain(`href="${link}"`);
  const opened = await fetch(new URL(link, uploadUrl));
  expect(opened.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await opened.arrayBuffer())).toEqual(BYTES);
});

it.each([
  ['another origin', { origin: 'https://evil.example' }, 403],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['another host', { host: 'evil.example' }, 421],
  ['a body of more than 25 MB', { 'content-length': '26214401' }, 413],
])('refuses an upload from %s', async (_what, headers, status) => {
  const { sendRaw, uploadUrl } = await setup();
  const { pathname: path } = new URL(uploadUrl);
  const response = await sendRaw({ method: 'PUT', path, headers, body: 'x' });
  expect(response.status).toBe(status);
});

it('other paths still take JSON only', async () => {
  const { uploadUrl } = await setup();
  const { origin } = new URL(uploadUrl);
  const headers = { 'content-type': 'image/png' };
  for (const path of ['/_emulator/media/x', '/_emulator/uploads', '/inbox/v2/messages']) {
    const response = await fetch(origin + path, { method: 'PUT', headers, body: BYTES });
    expect(response.status).toBe(415);
  }
});
