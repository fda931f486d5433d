/** Why an address may not be used; undefined when it may. What it resolves to is looked at when it is called. */
export function webhookUrlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is not an address';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https:// or http://';
  if (username !== '' || password !== '') return 'must not carry a name or a password';
  return undefined;
}
