'use client';
import type { AccountSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Icon } from '../components/icon.tsx';
import { useWords } from '../words/words.tsx';
import { saySeen, saySight } from './say-account.ts';

export function AccountRow({ account, onOpen }: { account: AccountSummary; onOpen: () => void }) {
  const words = useWords();
  const now = useNow();
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="card press flex w-full items-center gap-3 px-4 py-3 text-left"
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="row-title">{account.name}</span>
            <span className="detail">{words.domain.roles[account.role]}</span>
          </span>
          <span className="detail block">{saySight(account, words)}</span>
          <span className="detail block">
            {account.active ? saySeen(account, now, words) : <strong>{words.accounts.inactive}</strong>}
          </span>
          {account.secondFactor ? <span className="detail block">{words.secondFactor.has}</span> : null}
        </span>
        <Icon name="forward" size="sm" />
      </button>
    </li>
  );
}
