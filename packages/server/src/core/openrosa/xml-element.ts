/** What is kept of an element of a submission: its names without their prefix, as different clients use different ones. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

/** The text of a child; undefined when there is none, or nothing but space in it. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  const found = parent.children.find((child) => child.name === name);
  const text = found?.text.trim() ?? '';
  return text === '' ? undefined : text;
}
