// Opens and closes a port of this machine.
import type { Server } from 'node:http';

/**
 * Opens a port on 127.0.0.1.
 *
 * @param port 0 picks a free one
 * @param option the option that the port comes from, such as `--port`
 * @returns the address: `http://127.0.0.1:PORT`
 * @throws {Error} in one line, with what to do, if the port is in use or not allowed
 */
export function listenOn(server: Server, port: number, option: string): Promise<string> {
  return new Promise((resolvePromise, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(toListenError(error, port, option)),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolvePromise(
        `http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : port)}`,
      );
    });
  });
}

/** Closes a server with all of its connections. */
export function stop(server: Server | undefined): Promise<void> {
  return new Promise((resolvePromise) => {
    if (!server) {
      resolvePromise();
      return;
    }
    server.closeAllConnections();
    server.close(() => resolvePromise());
  });
}

/** Explains why a port cannot be opened, in one line. */
function toListenError(error: NodeJS.ErrnoException, port: number, option: string): Error {
  const problems: Readonly<Record<string, string>> = {
    EADDRINUSE: 'it is in use by another program',
    EACCES: 'this user may not open it',
  };
  const problem = problems[error.code ?? ''];
  if (problem === undefined) return error;
  const message = `Failed to open port ${String(port)} on 127.0.0.1: ${problem} (${error.code ?? ''}).`;
  const advice = `Choose another port with ${option} N, or a free one with ${option} 0.`;
  return new Error(`${message} ${advice}`, { cause: error });
}
