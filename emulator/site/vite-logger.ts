// What Vite says, as lines for whoever runs the emulator. Leaves out colours, stacks and everything but warnings and errors.
import { stripVTControlCharacters } from 'node:util';
import { createLogger, type Logger } from 'vite';

/** Makes the logger that hands Vite's warnings and errors to `log`, a line each. */
export function createViteLogger(log: (line: string) => void): Logger {
  const logger = createLogger('warn', { allowClearScreen: false });
  const tell = (message: string): void => {
    const plain = stripVTControlCharacters(message);
    // The same fault follows once more when the module itself is asked for.
    if (!plain.startsWith('Pre-transform error')) {
      log(plain.replace(/\n {4,}at .*/g, ''));
    }
  };
  return {
    ...logger,
    info: () => undefined,
    warn: tell,
    warnOnce: tell,
    error: tell,
    clearScreen: () => undefined,
  };
}
