import type { DeviceSummary } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { ofSeveralPhones, phoneCode } from './phone-code.ts';

const phone = (user: string): Pick<DeviceSummary, 'user'> => ({ user: { id: user, name: user } });

describe('by what a phone is told from another', () => {
  it('differs between phones that were set up in the same second', () => {
    expect(phoneCode('0197a1b2-0000-7000-8000-00000000a3f9')).toBe('a3f9');
    expect(phoneCode('0197a1b2-0000-7000-8000-00000000a3f9')).not.toBe(
      phoneCode('0197a1b2-0000-7000-8000-00000000b11c'),
    );
  });

  it('is shown only for people with several phones', () => {
    expect(ofSeveralPhones([phone('amina'), phone('yusuf'), phone('amina'), phone('amina')])).toEqual(
      new Set(['amina']),
    );
  });
});
