import { languageService, type Analysis, type ServiceContext } from '@lamia/lang';

/** A page has few texts in sight at a time, and each is asked about many times for every letter that is typed. */
const KEPT = 16;

const recent: Analysis[] = [];

/** The analysis of a text in a context, which is looked up by identity: keep the same object for as long as nothing in it changes. */
export function analysed(text: string, context: ServiceContext): Analysis {
  const found = recent.find((analysis) => analysis.text === text && analysis.context === context);
  if (found !== undefined) return found;
  const analysis = languageService.analyse(text, context);
  recent.unshift(analysis);
  recent.length = Math.min(recent.length, KEPT);
  return analysis;
}
