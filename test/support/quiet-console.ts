import { afterEach, beforeEach, expect } from 'vitest';

const { error, warn, info } = console;
let messages: string[] = [];

function recordMessages(level: string): (...parts: unknown[]) => void {
  return (...parts) => {
    messages.push(`console.${level}: ${parts.map(String).join(' ')}`);
  };
}

// Fails a test on unexpected console errors and warnings. A test that expects one replaces the method with
// `vi.spyOn(console, 'error')`.
beforeEach(() => {
  messages = [];
  console.error = recordMessages('error');
  console.warn = recordMessages('warn');
  console.info = () => {};
});

afterEach(() => {
  console.error = error;
  console.warn = warn;
  console.info = info;
  expect(messages, 'unexpected console output').toEqual([]);
});
