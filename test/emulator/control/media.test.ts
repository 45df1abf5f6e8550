import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';

const ID = 'local_00000000000000000000000000000001';
const FILES: readonly (readonly [id: string, type: string, disposition: string])[] = [
  [`${ID}~mv2.png`, 'image/png', 'inline'],
  [`${ID}.txt`, 'text/plain; charset=utf-8', 'inline'],
  [`${ID}.pdf`, 'application/octet-stream', 'attachment'],
  // Files that could run scripts on the emulator's origin
  [`${ID}~mv2.svg`, 'application/octet-stream', 'attachment'],
  [`${ID}.html`, 'application/octet-stream', 'attachment'],
  [ID, 'application/octet-stream', 'attachment'],
];

it.for(FILES)('serves the uploaded file %s as %s, %s', async ([id, type, disposition]) => {
  const { emulator, control } = await startEmulator();

  await control('PUT', `media/${id}`, { base64: Buffer.from('<script>').toString('base64') });
  const response = await emulator.fetch(`/_emulator/media/${id}`);

  expect(await response.text()).toBe('<script>');
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('content-disposition')).toBe(`${disposition}; filename="${id}"`);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
});

it('returns a page with status 404 for a file that was not uploaded, and after a reset', async () => {
  const { emulator, control } = await startEmulator();
  await control('PUT', `media/${ID}.txt`, { base64: '' });
  await control('POST', 'reset');

  for (const id of [`${ID}.txt`, 'other.jpg', 'constructor']) {
    const response = await emulator.fetch(`/_emulator/media/${id}`);
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('File not found'),
    ]);
  }
});

it.for([
  ['other.jpg', { base64: '' }, 'id: must be the id of a file that was uploaded on a page'],
  [`${ID}.TXT`, { base64: '' }, 'id: must be the id of a file that was uploaded on a page'],
  [`${ID}.txt`, { base64: 'é' }, 'base64: must be base64'],
  [`${ID}.txt`, {}, 'base64: '],
] as const)('rejects an upload with the id %s and the body %j', async ([id, body, message]) => {
  const { emulator } = await startEmulator();

  const response = await emulator.fetch(`/_emulator/media/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  expect(response.status).toBe(400);
  expect(JSON.stringify(await response.json())).toContain(message);
});
