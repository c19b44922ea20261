/** A piece of source or of user input for a message: on one line, and cut where it is long. */
export function excerpt(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
