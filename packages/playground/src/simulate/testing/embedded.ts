import { readFileSync } from 'node:fs';
import { catalogueOfText } from '@lamia/runtime/engine';

/** The catalogue of the embedded gateway, as the package carries it. */
export const embedded = catalogueOfText(
  'embedded',
  readFileSync(new URL('../../../../runtime/catalogue/embedded.yaml', import.meta.url), 'utf8'),
);
