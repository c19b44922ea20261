import type { RuleContext } from './rule.js';

/** In folded YAML the lines of a program become one, and a line comment then hides the rest of it. */
export function commentSwallowsCode({ comments, report }: Pick<RuleContext, 'comments' | 'report'>): void {
  for (const comment of comments) {
    if (comment.text.startsWith('/*') || !/[;}]/.test(comment.text)) continue;
    const text = comment.text.replace(/^(?:\/\/|#)\s*/, '').replaceAll('*/', '* /');
    const block = `/* ${text.trimEnd()} */`;
    report({
      code: 'comment-swallows-code',
      severity: 'warning',
      message:
        'this comment holds `;` or `}`: where YAML folds lines into one, a line comment swallows the code after it',
      start: comment.start,
      end: comment.end,
      fixes: [
        {
          title: 'make it a block comment',
          edits: [{ start: comment.start, end: comment.end, text: block }],
        },
      ],
    });
  }
}
