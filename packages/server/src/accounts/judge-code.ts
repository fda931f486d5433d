import { DIGITS, plainCode, stepsAround } from '../core/one-time-code.ts';
import type { KeptFactor } from '../second-factor-ports.ts';
import type { SecondFactorVault } from './second-factor-vault.ts';
import { codeOf, isSame } from './second-factor-vault.ts';

export type CodeVerdict =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'recovery'; readonly mark: string }
  | { readonly kind: 'wrong' }
  /** Right, and given before; or an earlier one than the last that was given. */
  | { readonly kind: 'used' };

/** Whether this is a code of that factor now. Compares with everything that could be it, whatever is found meanwhile. */
export function judgeCode(
  vault: SecondFactorVault,
  { secret, user, kept }: { readonly secret: Uint8Array; readonly user: string; readonly kept: KeptFactor },
  typed: string,
  now: number,
): CodeVerdict {
  const plain = plainCode(typed);
  if (plain.length === DIGITS) {
    const [step] = stepsAround(now).filter((each) => isSame(codeOf(secret, each), plain));
    if (step === undefined) return { kind: 'wrong' };
    return kept.lastStep !== null && step <= kept.lastStep ? { kind: 'used' } : { kind: 'step', step };
  }
  const mark = vault.markOf(plain, user);
  const [found] = kept.recovery.filter((each) => isSame(each, mark));
  return found === undefined ? { kind: 'wrong' } : { kind: 'recovery', mark: found };
}
