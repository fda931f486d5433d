/** Fewer letters of one's own than these are no secret beside a name that everybody knows. */
const LEAST_OWN = 8;

/** What many people append or prepend. */
const DECORATION = /^[\d\W_]+|[\d\W_]+$/gu;

/**
 * Whether a password is among the first that anybody would try: a common one, one with figures or marks around it, one letter or
 * row over and over, or little more than the person's own name.
 * @param isCommon of lower-case text
 * @param known name and email of the person, and of what they sign in to
 */
export function isEasyPassword(
  password: string,
  isCommon: (text: string) => boolean,
  known: readonly string[],
): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const bare = text.replace(DECORATION, '');
  if (isCommon(text) || bare === '' || isCommon(bare)) return true;
  if (new Set(text).size < 5) return true;
  const words = known
    .flatMap((each) => each.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter(({ length }) => length >= 4);
  const own = words.reduce((rest, word) => rest.replaceAll(word, ''), text);
  return own.length < LEAST_OWN;
}
