import type { AffectedEntity, GeoLocation, IncidentType } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import type { Writer } from './writer.ts';
import { makeWriter } from './writer.ts';
import { corpusCamps } from './camps.ts';

/** One record's circumstances: who was where, when, and how bad it was. */
export interface Visit {
  readonly camp: AffectedEntity;
  readonly writer: Writer;
  /** When the form was opened and when it was saved, milliseconds since 1970. */
  readonly openedAtMs: number;
  readonly savedAtMs: number;
  readonly location: GeoLocation | undefined;
  readonly incidentType: IncidentType | undefined;
  /** 0: all is well; 1: it could not be worse. */
  readonly severity: number;
}

interface CampState {
  readonly camp: AffectedEntity;
  readonly incidentType: IncidentType;
  readonly severity: number;
}

const HOUR_MS = 3_600_000;
const RECORDS_PER_PERSON = 50;

/** Visits over two working days from `startMs` (a midnight, local time), by as many people as the count asks for. */
export function makeVisits(count: number, startMs: number, rng: Rng): Visit[] {
  const states = corpusCamps.map((camp) => makeCampState(camp, rng));
  const people = Math.ceil(count / RECORDS_PER_PERSON);
  const visits: Visit[] = [];
  for (let person = 0; person < people; person += 1) {
    const share = Math.floor((count * (person + 1)) / people) - Math.floor((count * person) / people);
    visits.push(...visitsOfOne(share, startMs, states, rng));
  }
  return visits.sort((a, b) => a.savedAtMs - b.savedAtMs);
}

/** A person works in one or two camps a day, from about seven to about half past five. */
function visitsOfOne(count: number, startMs: number, states: readonly CampState[], rng: Rng): Visit[] {
  const writer = makeWriter(rng);
  const visits: Visit[] = [];
  for (const day of [0, 1]) {
    const share = day === 0 ? Math.ceil(count / 2) : Math.floor(count / 2);
    const morning = rng.pick(states);
    const afternoon = rng.chance(0.5) ? morning : rng.pick(states);
    const fromMs = startMs + day * 24 * HOUR_MS + (6.5 + rng.next()) * HOUR_MS;
    const lastsMs = (9.5 + rng.next()) * HOUR_MS;
    for (let index = 0; index < share; index += 1) {
      const portion = (index + rng.next()) / share;
      const state = portion < 0.5 ? morning : afternoon;
      visits.push(makeVisit(state, writer, Math.floor(fromMs + portion * lastsMs), rng));
    }
  }
  return visits;
}

export function makeVisit(state: CampState, writer: Writer, savedAtMs: number, rng: Rng): Visit {
  const openedAtMs = savedAtMs - rng.skewed(5 * 60_000, 0.6);
  return {
    camp: state.camp,
    writer,
    openedAtMs,
    savedAtMs,
    location: rng.chance(0.9) ? near(state.camp, openedAtMs, rng) : undefined,
    incidentType: rng.chance(0.25) ? undefined : rng.chance(0.8) ? state.incidentType : anyIncident(rng),
    severity: Math.min(1, Math.max(0, state.severity + (rng.next() - 0.5) * 0.8)),
  };
}

function makeCampState(camp: AffectedEntity, rng: Rng): CampState {
  return { camp, incidentType: anyIncident(rng), severity: 0.3 + 0.5 * rng.next() };
}

function anyIncident(rng: Rng): IncidentType {
  return rng.weighted([
    ['CONFLICT', 40],
    ['FLOOD', 25],
    ['EPIDEMIC', 18],
    ['FIRE', 10],
    ['OTHER', 7],
  ]);
}

/** Within a kilometre or so of the middle of the camp; phones give six decimals and call that good to 4-60 m. */
function near(camp: AffectedEntity, openedAtMs: number, rng: Rng): GeoLocation {
  const spread = () => (rng.next() + rng.next() + rng.next() - 1.5) * 0.009;
  return {
    latitude: round(camp.latitude + spread(), 6),
    longitude: round(camp.longitude + spread(), 6),
    accuracyMetres: round(3 + rng.skewed(900, 0.7) / 100, 1),
    takenAt: new Date(openedAtMs + rng.skewed(9_000, 0.8)).toISOString(),
  };
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
