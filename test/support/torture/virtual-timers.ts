// Timers in virtual time. The backend under test is bundled with these in place of the global ones (see load-explorer.ts).

/** A timer of the running schedule. */
export interface VirtualTimer {
  readonly fire: () => void;
  isCleared: boolean;
}

type StartTimer = (timer: VirtualTimer, ms: number) => void;

let startTimer: StartTimer | undefined;

/** Selects the schedule that receives new timers. One schedule runs at a time. */
export function useTimers(start: StartTimer): void {
  startTimer = start;
}

/** Replaces the global `setTimeout`. */
export function setTimeout(fire: () => void, ms: number): VirtualTimer {
  const timer: VirtualTimer = { fire, isCleared: false };
  if (!startTimer) throw new Error('No schedule is running');
  startTimer(timer, ms);
  return timer;
}

/** Replaces the global `clearTimeout`. */
export function clearTimeout(timer: VirtualTimer | undefined): void {
  if (timer) timer.isCleared = true;
}
