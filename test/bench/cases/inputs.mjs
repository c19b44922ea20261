/**
 * The founding decision over 64 rotating inputs, so that nothing can be folded into a constant. A third of the inputs favours
 * each version and a third ties.
 */
export const FOUNDING = `if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" ) > ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) { result = version1; } else if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" ) < ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) { result = version2; } else { result = nil; } result`;

export const ROTATION = 64;

export const INPUTS = Array.from({ length: ROTATION }, (_, index) => {
  const total = 1000 + index;
  const good = 900 + (index % 50);
  return { a2xx: good, aTotal: total, b2xx: good + ((index % 3) - 1) * 7, bTotal: total };
});

/** What every evaluator must answer: 1 and 2 for the versions, 0 to hold. */
export function expected({ a2xx, aTotal, b2xx, bTotal }) {
  return a2xx / aTotal > b2xx / bTotal ? 1 : a2xx / aTotal < b2xx / bTotal ? 2 : 0;
}
