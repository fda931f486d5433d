/** What a spreadsheet takes for the beginning of a formula; the wide forms are what an Asian keyboard types. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * A text that a spreadsheet would run, made one that it shows: with an apostrophe before it. A person who writes
 * `=HYPERLINK(…)` into an answer must not reach the computer of the one who opens the table.
 */
export function defuseFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
