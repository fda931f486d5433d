import type { OutboxItem } from '../core/stored.ts';
import { boundTo, parsed, type ItemRow } from './sealed-rows.ts';
import type { BoxOf, Sealer, TextOf } from './sealer.ts';

type Content = Pick<OutboxItem, 'data' | 'patch'>;

/** Each row gives an item: one that does not open is `unreadable`, and goes nowhere but to a person [C3]. */
export async function openItems(sealer: Sealer, rows: readonly ItemRow[]): Promise<OutboxItem[]> {
  const boxes: BoxOf[] = [];
  for (const row of rows) {
    if (row.box !== undefined) boxes.push({ bound: boundTo('items', row.id, 'content'), box: row.box });
    if (row.errorBox !== undefined)
      boxes.push({ bound: boundTo('items', row.id, 'error'), box: row.errorBox });
  }
  const texts = await sealer.open(boxes);
  let next = 0;
  return rows.map((row): OutboxItem => {
    const { box, errorBox, ...clear } = row;
    const content = box === undefined ? undefined : (parsed(texts[next++]) as Content | undefined);
    const error = errorBox === undefined ? undefined : (parsed(texts[next++]) as OutboxItem['error']);
    const lost = content === undefined && (box !== undefined || row.action !== 'DELETE');
    return {
      ...clear,
      ...content,
      ...(error === undefined ? {} : { error }),
      ...(lost ? { unreadable: true } : {}),
    };
  });
}

/** @param raw the rows of those that are unreadable: their boxes stay as they are */
export async function sealItems(
  sealer: Sealer,
  items: readonly OutboxItem[],
  raw: (id: string) => ItemRow | undefined,
): Promise<ItemRow[]> {
  const texts: TextOf[] = [];
  for (const item of items) {
    const content: Content = {
      ...(item.data === undefined ? {} : { data: item.data }),
      ...(item.patch === undefined ? {} : { patch: item.patch }),
    };
    if (hasContent(item))
      texts.push({ bound: boundTo('items', item.id, 'content'), text: JSON.stringify(content) });
    if (item.error !== undefined)
      texts.push({ bound: boundTo('items', item.id, 'error'), text: JSON.stringify(item.error) });
  }
  const boxes = await sealer.seal(texts);
  let next = 0;
  return items.map((item): ItemRow => {
    const { data: _data, patch: _patch, error, unreadable, ...clear } = item;
    const box = hasContent(item) ? boxes[next++] : undefined;
    const errorBox = error === undefined ? undefined : boxes[next++];
    const kept = unreadable === true ? raw(item.id) : undefined;
    const content = box ?? kept?.box;
    const problem = errorBox ?? kept?.errorBox;
    return {
      ...clear,
      ...(content === undefined ? {} : { box: content }),
      ...(problem === undefined ? {} : { errorBox: problem }),
    };
  });
}

function hasContent(item: OutboxItem): boolean {
  return item.unreadable !== true && (item.data !== undefined || item.patch !== undefined);
}
