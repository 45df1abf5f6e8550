// Creates a Vite logger that writes warnings and errors as plain lines, without colours or stack traces.
import { stripVTControlCharacters } from 'node:util';
import { createLogger, type Logger } from 'vite';

/** Creates the logger, which passes each warning and error of Vite to `log` as one line. */
export function createViteLogger(log: (line: string) => void): Logger {
  const logger = createLogger('warn', { allowClearScreen: false });
  const write = (message: string): void => {
    const plain = stripVTControlCharacters(message);
    // Vite reports the same error again when the module itself is requested.
    if (!plain.startsWith('Pre-transform error')) {
      log(plain.replace(/\n {4,}at .*/g, ''));
    }
  };
  return {
    ...logger,
    info: () => undefined,
    warn: write,
    warnOnce: write,
    error: write,
    clearScreen: () => undefined,
  };
}
