import { expect, test } from '@jest/globals';
import { isRunnable, type Diagnostic, type Severity } from './diagnostic.js';

const finding = (severity: Severity): Diagnostic => ({
  code: 'unused-let',
  severity,
  message: 'nothing uses `a`: remove it',
  start: 0,
  end: 1,
});

test('only an error keeps a program from running', () => {
  expect(isRunnable([])).toBe(true);
  expect(isRunnable([finding('warning'), finding('info')])).toBe(true);
  expect(isRunnable([finding('warning'), finding('error')])).toBe(false);
});
