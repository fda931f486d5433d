'use client';
import type { ReactNode } from 'react';
import { useRowKeys } from './use-row-keys.ts';

/** What a list of rows is given, as a table and as a list. */
export interface RowsProps<Item> {
  readonly rows: readonly Item[];
  readonly chosen: string | null;
  /** Undefined: nobody selects now. */
  readonly selected?: ReadonlySet<string> | undefined;
  readonly onOpen: (id: string) => void;
}

interface Shape<Item> extends RowsProps<Item> {
  readonly label: string;
  /** What is in one row. */
  readonly children: (item: Item) => ReactNode;
}

interface Identified {
  readonly id: string;
}

export interface Column {
  readonly key: string;
  readonly name: string;
  /** Of figures: at the right. */
  readonly figures?: boolean;
}

const idsOf = (rows: readonly Identified[]): readonly string[] => rows.map(({ id }) => id);

/** A cell of a table of rows. The ends line up with the page. */
export const cell = 'h-[55px] px-2.5 py-[7px] align-middle edge-b first:pl-8 last:pr-6';
const head =
  'sticky top-0 z-1 bg-surface px-2.5 py-2 text-xs font-semibold whitespace-nowrap text-ink-3 edge-b first:pl-8 last:pr-6';

/** The rows on a laptop. `children` gives the cells of one. */
export function RowTable<Item extends Identified>({
  label,
  columns,
  rows,
  chosen,
  selected,
  onOpen,
  children,
}: Shape<Item> & { columns: readonly Column[] }) {
  const keys = useRowKeys(idsOf(rows), chosen, onOpen, selected);
  return (
    <table
      role="grid"
      aria-label={label}
      aria-multiselectable={selected !== undefined}
      className="w-full border-separate border-spacing-0 text-sm leading-5"
    >
      <thead>
        <tr>
          {columns.map(({ key, name, figures }) => (
            <th key={key} scope="col" className={`${head} ${figures === true ? 'text-right' : 'text-left'}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...keys.list}>
        {rows.map((item) => (
          <tr
            key={item.id}
            {...keys.row(item.id)}
            className="cursor-pointer outline-offset-[-3px] aria-selected:bg-select aria-selected:[&>td:first-child]:shadow-[inset_4px_0_0_var(--fs-ink)]"
          >
            {children(item)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The rows on a phone. `children` gives the mark of one and what stands beside it. */
export function RowList<Item extends Identified>({
  label,
  rows,
  chosen,
  selected,
  onOpen,
  children,
}: Shape<Item>) {
  const keys = useRowKeys(idsOf(rows), chosen, onOpen, selected);
  return (
    <ul
      role="listbox"
      aria-label={label}
      aria-multiselectable={selected !== undefined}
      className="card ruled"
      {...keys.list}
    >
      {rows.map((item) => (
        <li
          key={item.id}
          {...keys.row(item.id)}
          role="option"
          className="flex min-h-16 cursor-pointer items-start gap-3 px-4 py-[11px] outline-offset-[-3px] aria-selected:bg-select"
        >
          {children(item)}
        </li>
      ))}
    </ul>
  );
}
