import { UnreadableRequest } from './requests-read.js';

/** A command is of the command prompt of Windows where `^` stands before a word's quote or ends a line, as browsers write it. */
export function isForCommandPrompt(text: string): boolean {
  return /\s\^"|\^[ \t]*\r?\n/.test(text);
}

/**
 * The words of a command for the command prompt of Windows: what `cmd` leaves of its escapes, and then what a program makes of that.
 * @throws UnreadableRequest
 */
export function cmdWords(text: string): readonly string[] {
  const [variable] = /%[A-Za-z_][\w()]*%/.exec(text) ?? [];
  if (variable !== undefined)
    throw new UnreadableRequest(
      `the command has \`${variable}\`, which the command prompt replaces by something that is not known here: write its value`,
    );
  return programWords(withoutCarets(text));
}

/** What `cmd` gives to the program: outside of quotes `^` takes the meaning from what follows it, and joins lines. */
function withoutCarets(text: string): string {
  let given = '';
  let isQuoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place] ?? '';
    if (sign === '"') isQuoted = !isQuoted;
    if (!isQuoted && sign === '^') {
      place += 1;
      const [lineBreak] = /^\r?\n/.exec(text.slice(place)) ?? [];
      // The line that follows goes on with this one; an empty one is the break itself.
      if (lineBreak !== undefined) place += lineBreak.length;
      given += text[place] ?? '';
      continue;
    }
    if (!isQuoted && /[&|<>\r\n]/.test(sign)) {
      const rest = text
        .slice(place)
        .replace(/^[&|<>\r\n]+/, '')
        .trim();
      if (rest !== '' && sign !== '|')
        throw new UnreadableRequest(
          `the command ends before \`${rest.slice(0, 30)}\`: paste one command at a time, each of its lines but the last with \`^\` at its end`,
        );
      break;
    }
    given += sign;
  }
  return given;
}

/** Words as programs of Windows read them: quotes group, and backslashes count only before a quote. */
function programWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (const [piece] of line.matchAll(/\\+"|"|[^]/g)) {
    if (piece.endsWith('"')) {
      const backslashes = piece.length - 1;
      word = (word ?? '') + '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else if (!isQuoted && /\s/.test(piece)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + piece;
  }
  if (isQuoted) throw new UnreadableRequest('a text in `"` is not closed: paste the whole command');
  return word === null ? words : [...words, word];
}
