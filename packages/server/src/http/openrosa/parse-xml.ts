import { SaxesParser } from 'saxes';
import type { XmlElement } from '../../core/openrosa/xml-element.ts';
import type { Outcome } from '../refusal.ts';
import { accepted, refused } from '../refusal.ts';

export interface XmlBounds {
  readonly depth: number;
  /** Elements and attributes. */
  readonly parts: number;
}

/** A form of ours has some 40 elements, 160 more where each list is full, and is four deep. */
export const SUBMISSION_BOUNDS: XmlBounds = { depth: 12, parts: 2_000 };

interface OpenElement {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** Ends the parser at the first thing that is wrong. Its message is for the sender. */
class Refusal extends Error {}

/**
 * XML without a document type: so there are no entities but XML's own five, nothing is fetched, and no text gets longer than
 * it came [X4]. Strict UTF-8, well-formed or refused, and bounded in depth and number of parts before anything walks it.
 */
export function parseXml(bytes: Uint8Array, bounds: XmlBounds): Outcome<XmlElement> {
  try {
    return accepted(parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), bounds));
  } catch (error) {
    if (error instanceof Refusal) return refused('MALFORMED', error.message);
    if (error instanceof TypeError) return refused('MALFORMED', 'The form is not in UTF-8.');
    throw error;
  }
}

function parse(text: string, bounds: XmlBounds): XmlElement {
  const parser = new SaxesParser({
    xmlns: true,
    position: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let parts = 0;
  const count = (): void => {
    parts += 1;
    if (parts > bounds.parts) throw new Refusal('The form has too many parts.');
  };

  parser.on('error', () => {
    throw new Refusal('The form is not well-formed XML.');
  });
  parser.on('doctype', () => {
    throw new Refusal('A form must not have a document type.');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      throw new Refusal('The form is not in UTF-8.');
  });
  parser.on('attribute', count);
  parser.on('opentag', ({ local, attributes }) => {
    count();
    if (open.length >= bounds.depth) throw new Refusal('The form is nested too deeply.');
    const own = Object.values(attributes).filter(({ prefix }) => prefix !== 'xmlns');
    open.push({
      name: local,
      attributes: new Map(own.map((attribute) => [attribute.local, attribute.value])),
      children: [],
      text: '',
    });
  });
  const addText = (more: string): void => {
    const current = open.at(-1);
    if (current !== undefined) current.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  });
  parser.write(text).close();
  if (root === undefined) throw new Refusal('The form is empty.');
  return root;
}
