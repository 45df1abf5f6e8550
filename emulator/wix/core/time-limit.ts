// Limits the time of the emulator's asynchronous work, such as event delivery.
import { clearTimeout, setTimeout } from 'node:timers';

/**
 * Returns the result of work, or `timed-out` after a time limit. Uses Node's own timer, because the global timers of a
 * site's code are cleared when its call ends.
 */
export async function withTimeLimit<T>(ms: number, work: Promise<T>): Promise<T | 'timed-out'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'timed-out'>((resolve) => {
    timer = setTimeout(resolve, ms, 'timed-out');
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
