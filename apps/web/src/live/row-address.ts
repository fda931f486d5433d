/** This page's address with other parameters; one without a value goes. */
export function rewritten(change: Readonly<Record<string, string | undefined>>): URL {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(change))
    if (value === undefined || value === '') address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  return address;
}

/** Sets filters in the address, which is no step in the history. */
export const changeAddress = (change: Readonly<Record<string, string | undefined>>): void =>
  history.replaceState(null, '', rewritten(change));

/** Puts the row that is open into the address: a step of its own in the history, so that Back closes it. */
export function chooseInAddress(chosen: string | null, id: string | undefined): void {
  const address = rewritten({ id });
  if (id === undefined || chosen !== null) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
}
