import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { rawAcls, type Condition } from './formula.js';

/** Why a condition can neither be matched nor compiled: each of its raw ACLs, which nothing but HAProxy understands. */
export function notEvaluable({ formula }: Condition): readonly Diagnostic[] {
  return rawAcls(formula).map(({ span: { start, end } }) => ({
    code: 'raw-acl',
    severity: 'error',
    message:
      'a raw ACL can be understood by HAProxy alone, and reaches it only where raw ACLs are allowed: write it as tests of the request, such as `header "User-Agent" contains "Android"`',
    start,
    end,
  }));
}
