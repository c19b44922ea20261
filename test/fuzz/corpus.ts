/** Programs as people write them, one of each manner, free of errors. */
export const PROGRAMS: readonly string[] = [
  `if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" ) > ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) { result = version1; } else if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" ) < ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) { result = version2; } else { result = nil; } result`,
  '(external_upstream_rq_2xx + upstream_rq_3xx) / (upstream_rq_total - external_upstream_rq_4xx)',
  `// Errors decide, and the tail of the latency.
let share = metric candidate errors / atLeast(50, metric candidate requests);
let late = metric candidate latency.p99{route = "/a", code !~ '5..'} over 5m;
if (share < 1% and late < 250ms) {
  let x = min(1, share, abs(late / 1s));
  if (x > 0) { result = candidate; } // forward
} else if (not known(share) or (late ?? 0) > 1s) {
  result = nil;
} else {
  result = baseline;
}
result`,
  'let a = promql "sum(x)" as count; clamp(a * 2 - requests{x="y"} over 1h offset 1d, 0, 5)',
  'let a = 1; let b = 2; if (a > b) { result = v1; } if (a < b) { result = v2; } result = nil; result',
  `if (metric 'svc' 9090 'subset1' 'm' || !metric "svc" 9090 "subset2" "m" > 5) { result = "svc 9090 subset1"; } result;`,
];

/** Conditions are only recognised, so that they can be refused. */
export const CONDITIONS: readonly string[] = [
  'header "User-Agent" regex "^.*(Chrome).*$" or header "User-Agent" regex "^.*(Nexus 6P).*$"',
  'user-agent != safari and User-Agent = chrome and cookie group contains admin and has header x-allow',
  'not (path under /a ignoring case) | method in (GET, "POST") & query: q exists && <hdr_sub(x) y>',
];
