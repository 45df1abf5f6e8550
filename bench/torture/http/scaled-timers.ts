// The timers of a backend process, in virtual time. The backend is bundled with these in place of the global ones.
import process from 'node:process';

const scale = Number(process.env['TORTURE_SCALE']);

/** Replaces the global `setTimeout`. */
export function setTimeout(run: () => void, ms: number): NodeJS.Timeout {
  return globalThis.setTimeout(run, ms / scale);
}

/** Replaces the global `clearTimeout`. */
export function clearTimeout(timer: NodeJS.Timeout | undefined): void {
  globalThis.clearTimeout(timer);
}
