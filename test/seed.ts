/** Of a run's random choices: printed where a comparison fails, and set with `LAMIA_SEED` to see the failure again. */
export function runSeed(): number {
  const given = process.env['LAMIA_SEED'];
  return given === undefined ? Date.now() % 1_000_000_000 : Number(given);
}
