/** Returns a text that must never reach a browser. */
export function secretWord(): string {
  return 'canary-of-the-backend';
}
