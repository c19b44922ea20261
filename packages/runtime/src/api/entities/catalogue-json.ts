import { unitText } from '@lamia/lang';
import type * as Type from 'typebox';
import type { BuiltIn } from '../../metrics/catalogue/built-in.js';
import type { Catalogue } from '../../metrics/catalogue/catalogue.js';
import { loadCatalogue } from '../../metrics/catalogue/load.js';
import type { CATALOGUE } from '../schema/entities.js';

type CatalogueJson = Type.Static<typeof CATALOGUE>;

const loaded = new Map<BuiltIn, Promise<CatalogueJson>>();

/** A catalogue that comes with the package; read once. */
export function builtInJson(name: BuiltIn): Promise<CatalogueJson> {
  const known = loaded.get(name) ?? load(name);
  loaded.set(name, known);
  return known;
}

async function load(name: BuiltIn): Promise<CatalogueJson> {
  const result = await loadCatalogue(name);
  if (!result.ok) throw new Error(`the built-in catalogue ${name} cannot be used`);
  return catalogueJson(result.catalogue);
}

/** What programs can read with a provider, without how its series are asked. */
export function catalogueJson({ name, description, metrics, unavailable }: Catalogue): CatalogueJson {
  return {
    name,
    description,
    metrics: [...metrics].map(([metric, { description: about, unit, kind, statistics }]) => ({
      name: metric,
      description: about,
      unit: unitText(unit),
      kind,
      statistics: [...statistics.keys()],
    })),
    unavailable: Object.fromEntries(unavailable),
  };
}
