import type { MetricCatalogue, ServiceContext } from '@lamia/lang';
import { catalogueOfText, languageCatalogue, queriesWithin, type Catalogue } from '@lamia/runtime/engine';
import type { CatalogueName } from './names.js';

/** A catalogue as the language's check takes it, and how its metrics are asked for. */
export interface LoadedCatalogue {
  readonly metrics: MetricCatalogue;
  readonly queriesOf: NonNullable<ServiceContext['queriesOf']>;
}

const TEXTS: Readonly<Record<string, () => Promise<string>>> = import.meta.glob<string>(
  '../../../runtime/catalogue/*.yaml',
  { query: '?raw', import: 'default' },
);

/** Of no gateway: what one would fill in stands there by its name, with the window of a gateway that names none. */
const NOWHERE = {
  namespace: '$namespace',
  application: '$application',
  window: 60_000,
  selector: [],
} as const;

/** A catalogue as the editor of a program takes it. */
export async function loadCatalogue(name: CatalogueName): Promise<LoadedCatalogue> {
  const catalogue = await readCatalogue(name);
  return { metrics: languageCatalogue(catalogue), queriesOf: queriesWithin(catalogue, NOWHERE) };
}

/** A catalogue from the files that the runtime itself reads. */
export async function readCatalogue(name: CatalogueName): Promise<Catalogue> {
  const text = TEXTS[`../../../runtime/catalogue/${name}.yaml`];
  if (text === undefined) throw new RangeError(`the app was built without the catalogue ${name}`);
  return catalogueOfText(name, await text());
}
