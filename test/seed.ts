/** A day's, as good as any: a suite says the same of the same code, whoever runs it. */
const USUAL = 20_261_126;

/** Of a run's random choices. Printed where a comparison fails; `LAMIA_SEED` plays others. */
export function runSeed(): number {
  const given = process.env['LAMIA_SEED'];
  return given === undefined ? USUAL : Number(given);
}
