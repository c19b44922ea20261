import { languageService } from '@lamia/lang';
import type { CheckOptions, ProgramPart, ServiceContext } from '@lamia/lang';
import type { Catalogue } from '../../metrics/catalogue/catalogue.js';
import { languageCatalogue } from '../../metrics/catalogue/language.js';
import type { ConfigurationDocument } from '../documents.js';
import type { GatewayInFile } from '../gateways-in-files.js';
import type { NamedPolicy } from '../policies/named-policy.js';
import { programOptions } from '../rules/program.js';
import { treeAt, textAt } from '../yaml/tree.js';
import type { Path, Tree, TreeScalar } from '../yaml/tree.js';
import { inScalar } from './in-scalar.js';
import { readingPlace, type ReadingPlace } from './reading-place.js';

/** What was read of some files, as far as the programs in them need it. */
export interface ReadFiles {
  readonly documents: readonly ConfigurationDocument[];
  readonly inFiles: readonly GatewayInFile[];
  readonly policies: readonly NamedPolicy[];
  readonly catalogues: ReadonlyMap<GatewayInFile, Catalogue>;
}

/** A program as an editor asks about it, and where it reads. */
export interface ReadProgram extends ProgramPart {
  /** Null where that is not known. */
  readonly reading: ReadingPlace | null;
}

/**
 * Every program of one file.
 * @param known what is known of what is read at a place, such as current values
 */
export function programParts(
  file: string,
  read: ReadFiles,
  known: (reading: ReadingPlace | null) => ServiceContext,
): readonly ReadProgram[] {
  return programsInFile(file, read).flatMap(({ scalar, options, reading }) => {
    const analysis = languageService.analyse(scalar.value, { ...options, ...known(reading) });
    const part = inScalar(analysis, scalar);
    return part === null ? [] : [{ ...part, reading }];
  });
}

/** A setting that holds a program, and what its file says of the place where that will run. */
interface ProgramInFile {
  readonly scalar: TreeScalar & { readonly value: string };
  readonly options: CheckOptions;
  /** What it reads in its gateway; null where that is not known, or where it is of none. */
  readonly reading: ReadingPlace | null;
}

/** Every program of one file, each once; of a gateway that cannot be read yet as far as its own text tells. */
function programsInFile(
  file: string,
  { documents, inFiles, policies, catalogues }: ReadFiles,
): readonly ProgramInFile[] {
  const found = new Map<number, ProgramInFile>();
  const add = (scalar: Tree | null, options: CheckOptions, reading: ReadingPlace | null = null): void => {
    if (!isText(scalar) || scalar.place.source.file !== file || found.has(scalar.place.start)) return;
    found.set(scalar.place.start, { scalar, options, reading });
  };
  for (const inFile of inFiles) {
    const { gateway, report } = inFile;
    gateway.routes.forEach((_, index) => {
      add(report.scalar(['spec', 'routes', index, 'condition']), { kind: 'condition' });
    });
    gateway.policies.forEach((policy, index) => {
      if (policy.type === 'time') return;
      const catalogue = catalogues.get(inFile) ?? null;
      const options = programOptions(
        gateway,
        policy,
        catalogue === null ? null : languageCatalogue(catalogue),
      );
      const reading = catalogue === null ? null : readingPlace(gateway, policy, catalogue);
      add(report.scalar(['spec', 'policies', index, 'expression']), options, reading);
    });
  }
  for (const { tree } of policies) add(treeAt(tree, ['spec', 'expression']), kindBeside(tree, ['spec']));
  for (const { tree } of documents) {
    add(treeAt(tree, ['spec', 'expression']), kindBeside(tree, ['spec']));
    indices(tree, ['spec', 'routes']).forEach((path) => {
      add(treeAt(tree, [...path, 'condition']), { kind: 'condition' });
    });
    indices(tree, ['spec', 'policies']).forEach((path) => {
      add(treeAt(tree, [...path, 'expression']), kindBeside(tree, path));
    });
  }
  return [...found.values()].toSorted((left, right) => left.scalar.place.start - right.scalar.place.start);
}

const isText = (tree: Tree | null): tree is TreeScalar & { readonly value: string } =>
  tree?.kind === 'scalar' && typeof tree.value === 'string';

/** What a policy's type makes of its expression. */
function kindBeside(tree: Tree, path: Path): CheckOptions {
  const type = textAt(tree, [...path, 'type']);
  return type === null ? {} : { kind: type === 'custom' ? 'decision' : 'score' };
}

function indices(tree: Tree, path: Path): readonly Path[] {
  const list = treeAt(tree, path);
  return list?.kind === 'list' ? list.items.map((_, index) => [...path, index]) : [];
}
