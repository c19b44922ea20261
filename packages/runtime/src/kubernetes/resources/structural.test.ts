import { describe, expect, test } from '@jest/globals';
import * as Type from 'typebox';
import { list, named, object, variants as told } from '../../config/schema/objects.js';
import { LABEL_RULES, PERCENTAGE, PORT, STATUSES, TEXT, oneOf } from '../../config/schema/scalars.js';
import { structural, variants } from './structural.js';

describe('a schema of files as a structural one', () => {
  test('keeps types and limits, and its title as a description', () => {
    expect(structural(object('a thing', { port: PORT, name: Type.Optional(TEXT) }))).toEqual({
      type: 'object',
      description: 'a thing',
      required: ['port'],
      properties: {
        port: { type: 'integer', description: 'a port from 1 to 65535', minimum: 1, maximum: 65_535 },
        name: { type: 'string', description: 'a text' },
      },
    });
  });

  test('says of a whole number or a text what it is, and leaves other mixtures open', () => {
    expect(structural(STATUSES)).toMatchObject({ 'x-kubernetes-int-or-string': true, minimum: 100 });
    expect(structural(PERCENTAGE)).toMatchObject({
      'x-kubernetes-preserve-unknown-fields': true,
      pattern: expect.any(String),
    });
    expect(structural(PERCENTAGE)).not.toHaveProperty('type');
  });

  test('has lists without doubles as sets, and maps without their rule for keys', () => {
    expect(structural(list('some', TEXT, { uniqueItems: true }))).toMatchObject({
      'x-kubernetes-list-type': 'set',
      items: { type: 'string' },
    });
    expect(structural(named('some', LABEL_RULES, PORT))).toEqual({
      ...{ type: 'object', description: 'some', maxProperties: 200 },
      additionalProperties: expect.objectContaining({ type: 'integer' }),
    });
  });
});

describe('variants as one map', () => {
  const SHAPES = {
    file: object('a file', { kind: oneOf('file'), path: TEXT }),
    dns: object('a name', {
      kind: oneOf('dns'),
      path: Type.Optional(TEXT),
      'target-port': Type.Optional(PORT),
    }),
  };

  test('have rules for the keys that not all of them have or need', () => {
    expect(structural(told('kind', SHAPES))).toEqual({
      description: 'a map with `kind` `file` or `dns`',
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { type: 'string', description: '`file` or `dns`', enum: ['file', 'dns'] },
        path: { type: 'string', description: 'a text' },
        'target-port': expect.objectContaining({ type: 'integer' }),
      },
      'x-kubernetes-validations': [
        {
          rule: "has(self.path) || !(self.kind in ['file'])",
          message: '`path` is needed where `kind` is `file`',
        },
        {
          rule: "!has(self.target__dash__port) || self.kind in ['dns']",
          message: '`target-port` is for `kind` `dns`',
        },
      ],
    });
  });

  test('need what all of them need', () => {
    const both = [SHAPES.file, object('another', { kind: oneOf('other'), path: TEXT })];
    expect(variants(both, { key: 'kind' })).toMatchObject({ required: ['kind', 'path'] });
    expect(variants(both, { key: 'kind' })).not.toHaveProperty('x-kubernetes-validations');
  });

  test('cannot give one key two meanings', () => {
    const other = object('another', { kind: oneOf('other'), path: PORT });
    expect(() => variants([SHAPES.file, other], { key: 'kind' })).toThrow('`path` means two things');
  });
});
