// Time that runs faster than real time, the same in every process: Wix's clock, and that of each backend with a skew.

/** A clock that all processes share. */
export interface ScaledClock {
  /** Real time at which virtual time started, in ms since 1970. The two are equal then. */
  readonly startedAt: number;
  /** Milliseconds of virtual time in one millisecond of real time. */
  readonly scale: number;
}

/** Returns the virtual time, in ms since 1970. */
export function now({ startedAt, scale }: ScaledClock): number {
  return startedAt + (Date.now() - startedAt) * scale;
}

/** Waits for a virtual time. */
export async function waitUntil(clock: ScaledClock, at: number): Promise<void> {
  const ms = Math.max(0, (at - now(clock)) / clock.scale);
  await new Promise((resolve) => setTimeout(resolve, ms));
}
