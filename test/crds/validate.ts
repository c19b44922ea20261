import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parseAllDocuments } from 'yaml';
import type { Schema } from './schema.js';
import { validationFaults, withDefaults } from './validations.js';

/** An object of Kubernetes as JSON. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
}

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** What an API server itself knows of every object. */
const COMMON: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/**
 * The custom resources that the definitions of a folder declare. An object is checked as an API server does: against the schema,
 * for fields that the schema does not have (a server drops them), for entries of a list that have the same key, and against the
 * rules in CEL.
 */
export class CustomResources {
  private readonly schemas = new Map<string, Schema>();
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv({
    strict: false,
    validateFormats: false,
    allErrors: true,
    // Patterns are Go's, which have escapes that JavaScript allows in this mode alone.
    unicodeRegExp: false,
  });

  /** @throws where the folder has a file that is no YAML */
  constructor(folder: string) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
      for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) {
        const definition = document.toJS() as Definition | null;
        if (definition?.kind !== 'CustomResourceDefinition') continue;
        const { group, names, versions } = definition.spec;
        for (const { name, schema } of versions) {
          this.schemas.set(`${group}/${name} ${names.kind}`, schema.openAPIV3Schema);
        }
      }
    }
  }

  /** What is wrong with an object, one sentence each. @throws RangeError where nothing declares its kind */
  faults(object: KubernetesObject): readonly string[] {
    const name = `${object.apiVersion} ${object.kind}`;
    const schema = this.schemas.get(name);
    if (schema === undefined) throw new RangeError(`no definition of ${name}`);
    const validator = this.validators.get(name) ?? this.ajv.compile(schema);
    this.validators.set(name, validator);
    const own = Object.fromEntries(Object.entries(object).filter(([key]) => !COMMON.includes(key)));
    validator(object);
    const errors = (validator.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath}: ${message ?? 'not valid'}`,
    );
    const shape = [...errors, ...structuralFaults(own, schema, '')];
    // A server asks the rules of what has the right shape, with its defaults.
    return shape.length > 0 ? shape : validationFaults(withDefaults(object, schema), schema, '');
  }
}

function structuralFaults(value: unknown, schema: Schema, path: string): readonly string[] {
  if (Array.isArray(value)) {
    const { items = {} } = schema;
    return [
      ...repeatedKeys(value, schema, path),
      ...value.flatMap((item, index) => structuralFaults(item, items, `${path}/${index}`)),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = schema.properties?.[key];
    if (known !== undefined) return structuralFaults(inner, known, `${path}/${key}`);
    const { additionalProperties } = schema;
    if (typeof additionalProperties === 'object') {
      return structuralFaults(inner, additionalProperties, `${path}/${key}`);
    }
    const isFree = additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
    return isFree ? [] : [`${path}/${key}: unknown field`];
  });
}

function repeatedKeys(list: readonly unknown[], schema: Schema, path: string): readonly string[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'map' && type !== 'set') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const names = list.map((item) => {
    if (type === 'set' || typeof item !== 'object' || item === null) return JSON.stringify(item);
    const entries = new Map<string, unknown>(Object.entries(item));
    return JSON.stringify(keys.map((key) => entries.get(key) ?? null));
  });
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return twice.map((name) => `${path}: ${name} is there twice`);
}
