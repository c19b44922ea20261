/** A text of the language as a block of Markdown. */
export function lamia(text: string): string {
  return `\`\`\`lamia\n${text}\n\`\`\``;
}
