import { afterEach, beforeEach, expect } from 'vitest';

const { error, warn } = console;
let said: string[] = [];

function listen(level: string): (...parts: unknown[]) => void {
  return (...parts) => {
    said.push(`console.${level}: ${parts.map(String).join(' ')}`);
  };
}

// A warning that nobody expected is a fault that nobody sees. A test that expects one takes the console for
// itself with `vi.spyOn(console, 'error')`.
beforeEach(() => {
  said = [];
  console.error = listen('error');
  console.warn = listen('warn');
});

afterEach(() => {
  console.error = error;
  console.warn = warn;
  expect(said, 'the console stays silent').toEqual([]);
});
