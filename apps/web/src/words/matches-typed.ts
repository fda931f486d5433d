/** Text as people type it: no accents, no case; hooked letters of Hausa as their plain ones. */
function folded(text: string): string {
  const hooked: Readonly<Record<string, string>> = { ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'y' };
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ɓɗƙƴ]/g, (letter) => hooked[letter] ?? letter);
}

/** Whether each typed word begins a word of the text: "dik hea" finds "Health, Dikwa". */
export function matchesTyped(text: string, typed: string): boolean {
  const parts = folded(text).split(/[\s,/-]+/);
  return folded(typed)
    .split(/\s+/)
    .every((word) => parts.some((part) => part.startsWith(word)));
}
