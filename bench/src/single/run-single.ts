import { makeCorpus } from '../corpus.ts';
import type { CorpusOptions } from '../corpus.ts';
import { BenchOffice } from '../office/bench-office.ts';
import { BenchPhone } from '../phone/bench-phone.ts';
import type { SeenExchange } from '../phone/drain-recorder.ts';
import type { TapFigures } from './tls-tap.ts';
import { TlsTap } from './tls-tap.ts';

export interface SingleFigures {
  readonly what: string;
  readonly up: TapFigures;
  readonly down: TapFigures;
  readonly exchanges: readonly SeenExchange[];
}

/** For the small frames that follow a reply: window updates and acknowledgements. */
const SETTLE_MS = 500;

/** On a warm connection: each of these records saved and sent by itself, then an exchange with nothing to say. */
export async function runSingle(
  repository: string,
  corpus: CorpusOptions,
  coder: string | undefined,
): Promise<SingleFigures[]> {
  const office = await BenchOffice.open(repository, coder);
  const tap = await TlsTap.start(office.port);
  let phone: BenchPhone | undefined;
  try {
    // Some records before: the connection, its header tables and what the server tells once are behind us.
    phone = await BenchPhone.prepare(`https://127.0.0.1:${String(tap.port)}`, { ...corpus, count: 5 });
    await phone.release();
    await phone.untilEmpty();
    const measured: SingleFigures[] = [];
    const records = makeCorpus({ ...corpus, seed: corpus.seed + 1 }).filter(
      ({ action }) => action === 'CREATE',
    );
    for (const record of records) {
      const sender = phone;
      measured.push(
        await measure(
          phone,
          tap,
          `${record.type}, ${String(JSON.stringify(record).length)} B of JSON`,
          async () => {
            await sender.saveOne(record);
            await sender.untilEmpty();
          },
        ),
      );
    }
    const asker = phone;
    measured.push(await measure(phone, tap, 'nothing', () => asker.syncNow()));
    return measured;
  } finally {
    await phone?.close();
    await tap.close();
    await office.remove();
  }
}

async function measure(
  phone: BenchPhone,
  tap: TlsTap,
  what: string,
  act: () => Promise<void>,
): Promise<SingleFigures> {
  await pause();
  await phone.record();
  tap.reset();
  await act();
  await pause();
  const { exchanges } = await phone.finish();
  return { what, up: tap.up, down: tap.down, exchanges };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}
