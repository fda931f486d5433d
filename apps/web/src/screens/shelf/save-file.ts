/** Hands a text to the person as a file in their downloads. */
export function saveFile(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference by the next task; until then the address must live.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
