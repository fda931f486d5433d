import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { SHEET_END, sheetHead, sheetRow } from './sheet-xml.ts';
import { sheetPath, workbookParts } from './workbook-parts.ts';

type Attributes = Readonly<Record<string, string>>;

/** The attributes of each element of that name. Throws where it is not well-formed. */
function elements(xml: string, name: string): Attributes[] {
  const found: Attributes[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (tag.name === name)
      found.push(Object.fromEntries(Object.values(tag.attributes).map((each) => [each.name, each.value])));
  });
  parser.write(xml).close();
  return found;
}
const part = (name: string): string => {
  const found = workbookParts(['Records & more', 'Records 2']).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found.text;
};

describe('a workbook around its sheets', () => {
  it('names each sheet, and says where it is', () => {
    const sheets = elements(part('xl/workbook.xml'), 'sheet');
    expect(sheets.map((sheet) => [sheet['name'], sheet['sheetId']])).toEqual([
      ['Records & more', '1'],
      ['Records 2', '2'],
    ]);
    const relations = elements(part('xl/_rels/workbook.xml.rels'), 'Relationship');
    expect(new Set(relations.map((relation) => relation['Id'])).size).toBe(relations.length);
    const whereIs = (id: string | undefined) =>
      relations
        .filter((relation) => relation['Id'] === id)
        .map((relation) => [`xl/${relation['Target'] ?? ''}`, relation['Type']?.split('/').at(-1)]);
    expect(sheets.map((sheet) => whereIs(sheet['r:id']))).toEqual([
      [[sheetPath(1), 'worksheet']],
      [[sheetPath(2), 'worksheet']],
    ]);
    const others = relations.filter((relation) => !relation['Type']?.endsWith('/worksheet'));
    expect(others.map((relation) => relation['Target'])).toEqual(['styles.xml']);
  });

  it('is found from its root, and says of each part what it is', () => {
    const [root] = elements(part('_rels/.rels'), 'Relationship');
    expect(root?.['Target']).toBe('xl/workbook.xml');
    expect(root?.['Type']).toMatch(/\/officeDocument$/);
    const kinds = elements(part('[Content_Types].xml'), 'Override').map((each) => [
      each['PartName'],
      each['ContentType']?.split('/vnd.openxmlformats-officedocument.spreadsheetml.')[1],
    ]);
    expect(kinds).toEqual([
      ['/xl/workbook.xml', 'sheet.main+xml'],
      ['/xl/styles.xml', 'styles+xml'],
      [`/${sheetPath(1)}`, 'worksheet+xml'],
      [`/${sheetPath(2)}`, 'worksheet+xml'],
    ]);
    expect(elements(part('[Content_Types].xml'), 'Default')).toEqual([
      expect.objectContaining({
        Extension: 'rels',
        ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
      }),
      expect.objectContaining({ Extension: 'xml', ContentType: 'application/xml' }),
    ]);
  });

  it('has a style for each that a cell names: a heading in bold, a time, a day', () => {
    const styles = part('xl/styles.xml');
    const cells = elements(styles, 'xf').slice(1);
    const formats = elements(styles, 'numFmt');
    const formatOf = (style: number) =>
      formats.find((format) => format['numFmtId'] === cells[style]?.['numFmtId'])?.['formatCode'];
    expect(cells[1]).toMatchObject({ fontId: '1', applyFont: '1' });
    expect(elements(styles, 'font')).toHaveLength(2);
    expect([formatOf(2), formatOf(3)]).toEqual(['yyyy\\-mm\\-dd\\ hh:mm', 'yyyy\\-mm\\-dd']);
  });
});

describe('a sheet', () => {
  const columns = [
    { header: 'Saved on the phone', kind: 'time' },
    { header: 'Id', kind: 'text' },
    { header: 'A heading as long as a sentence & then some more', kind: 'text' },
  ] as const;

  it('keeps its headings in sight, in bold, over columns of a width that can be read', () => {
    const sheet = `${sheetHead(columns)}${sheetRow(columns, [null, true, false])}${SHEET_END}`;
    expect(elements(sheet, 'pane')).toEqual([expect.objectContaining({ ySplit: '1', state: 'frozen' })]);
    expect(elements(sheet, 'col').map((col) => [col['min'], col['max'], col['width']])).toEqual([
      ['1', '1', '17'],
      ['2', '2', '10'],
      ['3', '3', '40'],
    ]);
    expect(sheetHead([{ header: 'Fifteen letters', kind: 'text' }])).toContain('width="17"');
    expect(sheet).toContain(
      '<row><c t="inlineStr" s="1"><is><t xml:space="preserve">Saved on the phone</t></is></c>',
    );
    expect(sheet).toContain('<row><c/><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>');
  });

  it('cuts a text where a spreadsheet would call the file broken', () => {
    const row = sheetRow([{ header: 'x', kind: 'text' }], ['x'.repeat(40_000)]);
    expect(row.match(/x+(?=<\/t>)/)?.[0]).toHaveLength(32_767);
  });
});
