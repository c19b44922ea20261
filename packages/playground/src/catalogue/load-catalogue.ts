import type { MetricCatalogue } from '@lamia/lang';
import { catalogueOfText, languageCatalogue } from '@lamia/runtime/engine';
import type { CatalogueName } from './names.js';

const TEXTS: Readonly<Record<string, () => Promise<string>>> = import.meta.glob<string>(
  '../../../runtime/catalogue/*.yaml',
  { query: '?raw', import: 'default' },
);

/** A catalogue as the language's check takes it, from the files that the runtime itself reads. */
export async function loadCatalogue(name: CatalogueName): Promise<MetricCatalogue> {
  const text = TEXTS[`../../../runtime/catalogue/${name}.yaml`];
  if (text === undefined) throw new RangeError(`the app was built without the catalogue ${name}`);
  return languageCatalogue(catalogueOfText(name, await text()));
}
