/**
 * How many joules sending costs, by a model: no browser measures a radio, and the battery's whole per cents are 700 J each.
 *
 * A burst wakes the radio (promotion), moves bytes at some power, and then the network keeps the radio up for its timer (tail).
 * Bursts closer together than the tail share it. On LTE the tail is about 97 % of a small sync: how often the radio is woken
 * costs, not the bytes. On EDGE a megabyte is 36 J and the bytes cost.
 *
 * Constants: LTE, 3G and Wi-Fi from Huang et al., "A Close Examination of Performance and Power Characteristics of 4G LTE
 * Networks", MobiSys 2012; EDGE from the GSM model of Balasubramanian et al., "Energy Consumption in Mobile Phones", IMC 2009.
 * They are quoted from notes on those papers, whose own tables we could not reopen to compare; for 3G the files of EnergyBox
 * (rtslab/EnergyBox, config/) give a tail of 5.0 to 8.1 J against 7.0 here. The handsets were those of 2009 to 2012, and later
 * modems sleep within their tail: take the figures to compare one way of working with another, not as a meter reading.
 */
import type { ConnectionType } from '@fieldsync/protocol';
import type { LinkEstimate } from './link-estimator.ts';
import type { Radio } from './stored.ts';

interface RadioModel {
  /** From sleep to sending. */
  readonly wakeJoules: number;
  readonly tailWatts: number;
  readonly tailMs: number;
  /** While a request is under way, whatever it carries. */
  readonly onWatts: number;
  readonly upJoulesPerByte: number;
  readonly downJoulesPerByte: number;
}

/** Huang et al. give mW for each Mbit/s; over time that is mJ for each Mbit. */
const perByte = (milliwattsPerMbit: number): number => (milliwattsPerMbit * 8) / 1e9;

export const RADIO_MODELS: Readonly<Record<Radio, RadioModel>> = {
  lte: {
    wakeJoules: 1.210_7 * 0.260_1,
    tailWatts: 1.06,
    tailMs: 11_576,
    onWatts: 1.288_04,
    upJoulesPerByte: perByte(438.39),
    downJoulesPerByte: perByte(51.97),
  },
  /* The tail in two steps, 8.088 s at 803.9 mW and 0.824 s at 601.3 mW, as one. */
  '3g': {
    wakeJoules: 0.659_4 * 0.582_1,
    tailWatts: (0.803_9 * 8.088 + 0.601_3 * 0.824) / 8.912,
    tailMs: 8_912,
    onWatts: 0.817_88,
    upJoulesPerByte: perByte(868.98),
    downJoulesPerByte: perByte(122.12),
  },
  edge: {
    wakeJoules: 1.7,
    tailWatts: 0.25,
    tailMs: 6_000,
    onWatts: 0,
    upJoulesPerByte: 0.036 / 1_000,
    downJoulesPerByte: 0.036 / 1_000,
  },
  wifi: {
    wakeJoules: 0.124_4 * 0.079_1,
    tailWatts: 0.119_3,
    tailMs: 238,
    onWatts: 0.132_86,
    upJoulesPerByte: perByte(283.17),
    downJoulesPerByte: perByte(137.01),
  },
};

/** A full battery of 5,000 mAh at 3.85 V, to say joules as a share that a person knows. */
export const BATTERY_JOULES = 69_300;

export interface Burst {
  readonly upBytes: number;
  readonly downBytes: number;
  /** ms that it kept the radio busy. */
  readonly airMs: number;
  /** ms since the radio was last used; Infinity when it slept for certain. */
  readonly idleMs: number;
}

/**
 * What a burst adds, its own tail included. One that falls into the tail of the burst before it wakes nothing and only moves
 * the end of that tail: it pays for the time by which it does.
 */
export function burstJoules(radio: Radio, burst: Burst): number {
  const model = RADIO_MODELS[radio];
  const asleep = burst.idleMs >= model.tailMs;
  const tailMs = Math.min(model.tailMs, Math.max(0, burst.idleMs));
  return (
    (asleep ? model.wakeJoules : 0) +
    (model.onWatts * burst.airMs + model.tailWatts * tailMs) / 1_000 +
    model.upJoulesPerByte * burst.upBytes +
    model.downJoulesPerByte * burst.downBytes
  );
}

/** Above EDGE's 240 kbit/s, and above what 3G carries in practice. */
const EDGE_BYTES_PER_SECOND = 30_000;
const THIRD_GENERATION_BYTES_PER_SECOND = 250_000;

/**
 * The browser tells Wi-Fi from mobile at best; which generation of mobile network, only the measured rate shows. A link that is
 * not told at all is taken for a mobile one: a field phone's usually is, and the dearer guess promises no saving too many.
 */
export function radioOf(type: ConnectionType, link: LinkEstimate | undefined): Radio {
  if (type === 'wifi' || type === 'ethernet') return 'wifi';
  if (link === undefined) return 'lte';
  if (link.goodputBytesPerSecond <= EDGE_BYTES_PER_SECOND) return 'edge';
  return link.goodputBytesPerSecond <= THIRD_GENERATION_BYTES_PER_SECOND ? '3g' : 'lte';
}
