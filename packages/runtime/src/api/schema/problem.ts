import * as Type from 'typebox';
import { object } from '../../config/schema/objects.js';
import { oneOf } from '../../config/schema/scalars.js';
import { COUNT, many, TEXT } from './scalars.js';

const PLACE = { start: COUNT, end: COUNT, line: COUNT, column: COUNT };

const FIX = object('a change that mends it', {
  title: TEXT,
  edits: many(object('a replaced span', { start: COUNT, end: COUNT, text: TEXT })),
});

/** As `lamia check --json` has it: offsets are UTF-16, line and column count from 1. */
const DIAGNOSTIC = {
  code: TEXT,
  severity: oneOf('error', 'warning', 'info'),
  message: TEXT,
  ...PLACE,
  related: Type.Optional(many(object('another place', { file: TEXT, message: TEXT, ...PLACE }))),
  fixes: Type.Optional(many(FIX)),
};

export const CHECK_DIAGNOSTIC = object('something found in a text', DIAGNOSTIC);

export const PROBLEM = object('a problem document (RFC 9457)', {
  type: TEXT,
  title: TEXT,
  status: Type.Integer(),
  detail: TEXT,
  diagnostics: Type.Optional(
    many(object('something found in what was sent', { file: Type.Optional(TEXT), ...DIAGNOSTIC })),
  ),
});
