import { LONG_OPTIONS, SHORT_OPTIONS, type CurlOption, type CurlOptionForm } from './curl-options.js';
import { UnreadableRequest } from './requests-read.js';

/** One thing that a command says; the value is empty for what has none. */
export interface CurlArgument {
  readonly means: CurlOption;
  readonly value: string;
}

/** What the words behind `curl` say, in order. @throws UnreadableRequest where one is not known, or decides what is not known here */
export function curlArguments(words: readonly string[]): readonly CurlArgument[] {
  const found: CurlArgument[] = [];
  const rest = [...words];
  const valueFor = (option: string): string => {
    const value = rest.shift();
    if (value === undefined)
      throw new UnreadableRequest(`\`${option}\` has no value: expected one behind it`);
    return value;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-' || !word.startsWith('-')) found.push({ means: 'url', value: word });
    else if (word.startsWith('--')) found.push(longOption(word, valueFor));
    else found.push(...shortOptions(word, valueFor));
  }
  return found;
}

function longOption(word: string, valueFor: (option: string) => string): CurlArgument {
  const form = formOf(word.slice(2), word);
  return { means: form.means, value: form.takesValue ? valueFor(word) : '' };
}

/** `-sSL`, `-XPOST`, `-HName: value`: the first that takes a value takes what follows it. */
function shortOptions(word: string, valueFor: (option: string) => string): readonly CurlArgument[] {
  const found: CurlArgument[] = [];
  for (let place = 1; place < word.length; place += 1) {
    const letter = word[place] ?? '';
    const form = formOf(SHORT_OPTIONS.get(letter) ?? '', `-${letter}`);
    if (!form.takesValue) {
      found.push({ means: form.means, value: '' });
      continue;
    }
    const attached = word.slice(place + 1);
    found.push({ means: form.means, value: attached === '' ? valueFor(`-${letter}`) : attached });
    break;
  }
  return found;
}

function formOf(name: string, written: string): CurlOptionForm {
  const form = LONG_OPTIONS.get(name);
  if (form === undefined)
    throw new UnreadableRequest(
      `\`${written}\` is no option of curl that is known here: leave it out if it does not change what is sent`,
    );
  if (form.means === 'refused') {
    throw new UnreadableRequest(
      `\`${written}\` changes what is sent in a way that is not known here: leave it out, and write what it adds as \`-H\``,
    );
  }
  return form;
}
