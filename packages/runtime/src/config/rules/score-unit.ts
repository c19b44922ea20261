import { unitText, type CheckedProgram } from '@lamia/lang';

/** The unit of a score; null where its metrics are of no catalogue. */
export function unitOf({ program, types }: CheckedProgram): string | null {
  const type = program.value === null ? undefined : types.get(program.value);
  return type?.kind !== 'number' || type.unit === 'open' ? null : unitText(type.unit);
}
