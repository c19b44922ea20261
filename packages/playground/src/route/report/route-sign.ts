import type { Severity } from '@lamia/lang';
import type { RouteReport } from './rules-report.js';

/** What there is to say of a route that is folded, in a word or two; null where there is nothing, or it is not known yet. */
export function routeSign(
  report: RouteReport | null,
): { readonly severity: Severity; readonly text: string } | null {
  const diagnostics = report?.diagnostics ?? [];
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return { severity: 'error', text: errors === 1 ? 'an error' : `${errors} errors` };
  if (diagnostics.some(({ code }) => code === 'covered-route'))
    return { severity: 'warning', text: 'never reached' };
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  return warnings === 0
    ? null
    : { severity: 'warning', text: warnings === 1 ? 'a warning' : `${warnings} warnings` };
}
