// Limits the length of request bodies, also of those that are sent in chunks, without a length.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The longest body in bytes. */
const MAX_BODY_BYTES = 1024 * 1024;
/** The longest body of an uploaded file, 25 MB as base64 in JSON, and of a snapshot, in bytes. */
const MAX_UPLOAD_BYTES = 35 * 1024 * 1024;
/** The longest file that is sent to an upload URL, in bytes: 25 MB. */
const MAX_FILE_BYTES = 25 * 1024 * 1024;
/** How long the rest of a body that is too long is read and dropped, in milliseconds. */
const DRAIN_MS = 300;

/** Returns the longest body that a path accepts, in bytes. @param path the canonical path, without query */
export function bodyLimitOf(path: string): number {
  if (isUploadPath(path)) return MAX_FILE_BYTES;
  return path.startsWith('/_emulator/media/') || path === '/_emulator/snapshot'
    ? MAX_UPLOAD_BYTES
    : MAX_BODY_BYTES;
}

/** Returns whether a path is that of an upload URL, whose body is a file of any type. */
export function isUploadPath(path: string): boolean {
  return path.startsWith('/_emulator/uploads/');
}

/** Describes a body that is too long. */
export function describeBodyLimit(limit: number): string {
  return `the body must not be longer than ${String(limit)} bytes`;
}

/**
 * Reads a body up to a limit.
 *
 * @param limit in bytes; at most this much is kept in memory
 * @returns the body, `too-long`, or `disconnected` if the client went away before the end
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | 'too-long' | 'disconnected'> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limit) {
        request.off('data', onData).pause();
        resolve('too-long');
      } else {
        chunks.push(chunk);
      }
    };
    request.on('data', onData);
    request.once('end', () => resolve(Buffer.concat(chunks, length)));
    request.once('error', () => resolve('disconnected'));
    request.once('close', () => resolve('disconnected'));
  });
}

/**
 * Answers a request before its body was read to the end, and closes the connection. What the client still sends is dropped
 * for a moment: if the connection were closed at once, a client that is still sending could lose the response.
 *
 * @param answer the status, and a body in JSON
 */
export function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  answer: { readonly status: number; readonly body: string },
): void {
  const { status, body } = answer;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.write(body);
  const end = (): void => void response.end();
  const timer = setTimeout(end, DRAIN_MS);
  response.once('close', () => clearTimeout(timer));
  request.once('end', end);
  request.once('close', end);
  request.resume();
}
