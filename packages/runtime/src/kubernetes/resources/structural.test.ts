import { describe, expect, test } from '@jest/globals';
import * as Type from 'typebox';
import { needed, optional } from '../../config/schema/meaning.js';
import { list, named, object, variants as told } from '../../config/schema/objects.js';
import { LABEL_RULES, PERCENTAGE, PORT, STATUSES, SWITCH, TEXT, oneOf } from '../../config/schema/scalars.js';
import { structural, variants } from './structural.js';

describe('a schema of files as a structural one', () => {
  test('keeps types and limits, and its title as a description where nothing says what it means', () => {
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

  test('tells what a key means, and then the form that its limits do not tell people', () => {
    const thing = object('a thing', {
      port: needed(PORT, 'Where it listens.'),
      name: optional(TEXT, 'What it is called.'),
      kind: needed(oneOf('big', 'small'), 'How large it is.'),
      isOld: needed(SWITCH, 'Whether it was there before.'),
      parts: needed(object('a map of parts', {}), 'What it is made of.'),
    });
    expect(structural(thing).properties).toMatchObject({
      port: { description: 'Where it listens. A port from 1 to 65535.' },
      name: { description: 'What it is called.' },
      kind: { description: 'How large it is.' },
      isOld: { description: 'Whether it was there before.' },
      parts: { description: 'What it is made of.' },
    });
  });

  test('tells of the items of a list and of the values of a map what each is', () => {
    const ports = needed(list('a list of ports', PORT), 'Where it listens.');
    const shares = needed(named('shares', LABEL_RULES, PERCENTAGE), 'Who gets what.');
    const each = 'Each is a percentage from 0 to 100 with two decimals at most, such as `12.5%`.';
    expect(structural(object('a thing', { ports, shares })).properties).toMatchObject({
      ports: { description: 'Where it listens.', items: { description: 'Each is a port from 1 to 65535.' } },
      shares: { description: 'Who gets what.', additionalProperties: { description: each } },
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

  describe('tell what keys mean', () => {
    const ofFile = {
      kind: needed(oneOf('file'), 'Lines of a file.'),
      every: optional(PORT, 'How often.'),
      place: needed(TEXT, 'The file.'),
    };
    const ofName = {
      kind: needed(oneOf('dns'), 'A name.'),
      every: optional(PORT, 'How often.'),
      place: optional(TEXT, 'The name.'),
    };
    const { properties } = variants([object('a file', ofFile), object('a name', ofName)], { key: 'kind' });

    test('once where it is the same in all', () => {
      expect(properties?.['every']).toMatchObject({ description: 'How often. A port from 1 to 65535.' });
    });

    test('by the word where it is not', () => {
      expect(properties?.['place']).toEqual({
        type: 'string',
        description: 'Goes by `kind`. `file`: The file. `dns`: The name.',
      });
    });

    test('and what each of the words stands for', () => {
      const description = 'Which of these it is. `file`: Lines of a file. `dns`: A name.';
      expect(properties?.['kind']).toEqual({ type: 'string', description, enum: ['file', 'dns'] });
    });
  });

  test('cannot give one key two forms', () => {
    const other = object('another', { kind: oneOf('other'), path: PORT });
    expect(() => variants([SHAPES.file, other], { key: 'kind' })).toThrow('`path` means two things');
  });
});
