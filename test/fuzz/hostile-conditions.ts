const many = (count: number, text: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => text(index));
const or = (count: number, text: (index: number) => string): string => many(count, text).join(' or ');
const and = (count: number, text: (index: number) => string): string => many(count, text).join(' and ');

/** Each `let` uses the one before as often as the text says. */
function chainOfLets(count: number, first: string, next: (before: string, index: number) => string): string {
  const lets = many(count, (index) => `let p${index + 1} = ${next(`p${index}`, index)};`);
  return `let p0 = ${first}; ${lets.join(' ')} p${count}`;
}

/**
 * Conditions whose tests are many, or related in many ways: written out they would have more parts, more rules or more combinations
 * than anything can hold.
 */
export const HOSTILE_CONDITIONS: Readonly<Record<string, string>> = {
  'lets that double': chainOfLets(
    1000,
    'header x present or header y present',
    (before) => `${before} and ${before}`,
  ),
  'lets that differ': chainOfLets(
    60,
    'host is a',
    (before, index) =>
      `${before} and not header y${index} present or not ${before} and header y${index} present`,
  ),
  'parts that exclude each other': and(
    32,
    (index) =>
      `(header x${index} present and not header y${index} present or not header x${index} present and header y${index} present)`,
  ),
  'two lists that must be equal': `(${or(20, (index) => `header a${index} present`)}) and (${or(20, (index) => `header b${index} present`)}) and ${and(
    20,
    (index) =>
      `(header a${index} present and header b${index} present or not header a${index} present and not header b${index} present)`,
  )}`,
  'an and of ors': and(32, (index) => `(header a${index} present or header b${index} present)`),
  'texts that overlap': and(60, (index) => `header x contains "${index}${index}${index}"`),
  'alternatives that overlap': or(60, (index) => `header x contains "${index}${index}${index}"`),
  'endings that overlap': or(60, (index) => `header x suffix "${'ab'.repeat(index + 1)}"`),
  'long texts': or(60, (index) => `header x contains "${'ab'.repeat(500)}${index}"`),
  'expressions that overlap': or(40, (index) => `path regex ".*(a|b).{${index}}(c|d).*"`),
  'expressions with many states': or(19, (index) => `header x regex ".*a.{${500 + index}}"`),
  'long expressions': or(15, (index) => `header x regex "(a|b)*${'(c|d|[e-z])'.repeat(80)}${index}.*"`),
  'expressions that ignore case': or(
    40,
    (index) => `cookie a regex ".*${'ab'.repeat(index)}.*" ignoring case`,
  ),
  'expressions that backtrack': or(30, (index) => `header x regex "((a+)+)+b{${index}}"`),
  'lists of many texts': or(
    30,
    (index) => `header x in (${many(60, (text) => `"${index}-${text}"`).join(', ')})`,
  ),
  'the same test thousands of times': `(${many(9, () => or(200, () => 'host is a')).join(') and (')})`,
  'names that are no fields': or(200, (index) => `header "x y ${index}" present`),
  'look-ahead in every form': or(40, (index) => `path regex "^(?:(?!${'(?:a|b)'.repeat(index)}).)*$"`),
};
