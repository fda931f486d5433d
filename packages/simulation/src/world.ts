/**
 * N phones, one office, one clock, one seed. People save, edit and delete; a coordinator decides conflicts; phones and their
 * contexts die; the network does its worst; then everything heals, and nothing may be lost, doubled or stuck.
 */
import { uuidV7, type DeviceId, type RecordData, type RecordId } from '@fieldsync/protocol';
import { decideAll, decideSome } from './coordinator.ts';
import { CALM, drawFaults } from './faults.ts';
import {
  checkAudit,
  checkBehind,
  checkConverged,
  checkDecided,
  checkDrained,
  checkEffects,
  checkFirst,
  checkGone,
  checkNothingLost,
  checkOnTheWay,
  checkOrder,
  checkPlaces,
  checkPriority,
} from './invariants.ts';
import { Captured } from './oracle.ts';
import { Rng } from './rng.ts';
import { SimCoordinator } from './sim-coordinator.ts';
import { SimLink } from './sim-network.ts';
import { SimOffice, type Judge } from './sim-office.ts';
import { SimPhone, type StoreFault } from './sim-phone.ts';
import { VirtualTime } from './virtual-time.ts';

/** A bug planted on purpose: the checks must find it. */
export interface Mutant {
  readonly judge?: Judge;
  readonly storeFault?: StoreFault;
}

export interface RunOptions {
  readonly seed: number;
  readonly steps: number;
  readonly mutant?: Mutant;
  /** Whether the office's disk breaks now and then, and an older backup is restored; by the seed when left out. */
  readonly restores?: boolean;
}

export interface RunReport {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly captured: number;
  readonly exchanges: number;
  /** How often the office was restored from a backup. */
  readonly restores: number;
  /** Decisions of the coordinator that counted, also those that changed an earlier one. */
  readonly decided: number;
  readonly virtualHours: number;
}

const START = Date.UTC(2026, 10, 2, 6);
/** Items are put off for an hour at most. */
const HEALING_MS = 6 * 3_600_000;
const PLACE = '0192f0c0-0000-7000-8000-000000000001';
const TEXT_FIELDS = ['numberHealthFacilities', 'qualifiedHealthWorkers', 'peopleAffected'] as const;

interface Member {
  readonly phone: SimPhone;
  readonly captured: Captured;
  readonly known: Map<string, ReturnType<SimPhone['items']>[number]>;
}

export async function simulate(options: RunOptions): Promise<RunReport> {
  const rng = new Rng(options.seed);
  const time = new VirtualTime(START);
  const office = new SimOffice(options.mutant?.judge);
  /* Of its own: whatever is decided, the people and the network do the same. */
  const deciding = new Rng(options.seed ^ 0x5eed);
  const problems: string[] = [];
  const note = (found: readonly string[]): void => {
    if (problems.length < 20) problems.push(...found);
  };
  const members = populate(rng, time, office, options, note);
  /* Chance of its own, so that a seed from before there were disasters still replays what it found. */
  const disaster = new Rng(options.seed ^ 0x5bd1e995);
  const breaks = options.restores ?? disaster.chance(0.4);
  /* Chance of its own: what people and the network do under a seed stays what it was. */
  const coordinator = new SimCoordinator(
    office,
    members.map(({ phone }) => phone),
    new Rng(options.seed + 0x5eed),
  );
  /* Of its own, too. */
  const answering = new Rng(options.seed ^ 0x2e5b0);
  let unique = 0;
  let captures = 0;

  const answered = new Set<RecordId>();

  const respond = async ({ phone, captured }: Member): Promise<void> => {
    const there = phone.ownRecords.filter((id) => !captured.wasDeleted(id));
    if (there.length === 0 || !answering.chance(0.4)) return;
    const assessmentId = answering.pick(there);
    answered.add(assessmentId);
    captures += 1;
    const data = response(answering, assessmentId, time.now());
    const id = await phone.respond(data, answering.pick(['NORMAL', 'HIGH']));
    if (id !== undefined) captured.wrote(id, data);
  };

  const act = async (): Promise<void> => {
    const member = rng.pick(members);
    const { phone, captured } = member;
    const kind = rng.below(100);
    if (kind < 35) {
      unique += 1;
      captures += 1;
      const data = assessment(rng, unique, time.now());
      const before = phone.ownRecords.length;
      await phone.save(data);
      const id = phone.ownRecords[before];
      if (id !== undefined) captured.wrote(id, data);
      await respond(member);
    } else if (kind < 65) {
      const id = anyRecord(rng, member, members);
      if (id === undefined) return;
      unique += 1;
      captures += 1;
      const fields: RecordData = { [rng.pick(TEXT_FIELDS)]: 1_000 + unique };
      const known = phone.disk.tables.records.get(id);
      if (known === undefined || known.deleted) return;
      await phone.edit(id, fields);
      captured.wrote(id, fields);
    } else if (kind < 68) {
      const id = phone.ownRecords[rng.below(Math.max(1, phone.ownRecords.length))];
      /* What refers to something that the office will never have waits for it. */
      if (id === undefined || answered.has(id)) return;
      captures += 1;
      await phone.remove(id);
      for (const each of members) each.captured.deleted(id);
    } else if (kind < 76) phone.killPage();
    else if (kind < 80) phone.killWorker();
    else if (kind < 90) await phone.sendNow();
    else if (kind < 94) await phone.tend();
    else phone.openPage();
  };

  for (let step = 0; step < options.steps; step += 1) {
    if (breaks && disaster.chance(0.04)) office.takeBackup();
    if (breaks && disaster.chance(0.03)) office.restore();
    /* Not awaited: a person does not wait for the phone, and the phone may die meanwhile. */
    time.after(rng.roll() * 60_000, () => {
      void act();
    });
    if (deciding.chance(0.4))
      time.after(deciding.roll() * 60_000, () => {
        void decideSome(office, deciding, time.now());
      });
    coordinator.act(time.now());
    await time.runUntil(time.now() + rng.roll() * 60_000, () => {
      for (const { phone, known } of members) {
        note(checkOnTheWay(phone));
        note(checkGone(phone, office, known));
      }
    });
    if (problems.length > 0) break;
  }
  if (problems.length === 0) await heal(members, office, time, deciding, note);
  return {
    seed: options.seed,
    problems,
    captured: captures,
    exchanges: office.served,
    restores: office.restores,
    decided: office.store.audit.length,
    virtualHours: (time.now() - START) / 3_600_000,
  };
}

function populate(
  rng: Rng,
  time: VirtualTime,
  office: SimOffice,
  options: RunOptions,
  note: (found: readonly string[]) => void,
): Member[] {
  return Array.from({ length: 2 + rng.below(2) }, (_, index) => {
    const link = new SimLink(time, rng.fork(), drawFaults(rng));
    /* The first phone is a coordinator's: it sees and edits everybody's records. */
    const person = {
      id: `person-${String(index)}`,
      role: index === 0 ? ('COORDINATOR' as const) : ('ASSESSOR' as const),
    };
    const device = uuidV7(START + index, rng.bytes(10)) as DeviceId;
    const phone = new SimPhone({
      device,
      person,
      link,
      office,
      time,
      rng: rng.fork(),
      storeFault: options.mutant?.storeFault ?? ((store) => store),
    });
    link.onRequest = (request) => {
      note(checkOrder(phone, request));
      note(checkPriority(phone, request));
      note(checkFirst(phone, request));
      note(checkPlaces(phone));
      note(checkBehind(phone));
      note(checkOnTheWay(phone));
    };
    link.flap();
    return { phone, captured: new Captured(), known: new Map() };
  });
}

/** A record that this phone knows: mostly its own, for a coordinator anybody's. */
function anyRecord(rng: Rng, member: Member, members: readonly Member[]): RecordId | undefined {
  const pool =
    member.phone.person.role === 'COORDINATOR'
      ? members.flatMap((each) => each.phone.ownRecords)
      : member.phone.ownRecords;
  return pool[rng.below(Math.max(1, pool.length))];
}

function assessment(rng: Rng, unique: number, now: number): RecordData {
  return {
    assessmentType: 'HEALTH',
    affectedEntityId: PLACE,
    assessedAt: new Date(now).toISOString(),
    numberHealthFacilities: 1_000 + unique,
    ...(rng.chance(0.3) ? { commonHealthIssues: ['CHOLERA'] } : {}),
    ...(rng.chance(0.5) ? { peopleAffected: 1_000 + unique } : {}),
    additionalDetails: `seen ${String(unique)}`,
  };
}

/** What was brought for an assessment, mostly made on the same phone a while ago. */
function response(rng: Rng, assessmentId: RecordId, now: number): RecordData {
  return {
    responseType: 'HEALTH',
    affectedEntityId: PLACE,
    status: rng.pick(['PLANNED', 'DELIVERED']),
    recordedAt: new Date(now).toISOString(),
    assessmentId,
    patientsTreated: 1 + rng.below(900),
  };
}

async function heal(
  members: readonly Member[],
  office: SimOffice,
  time: VirtualTime,
  deciding: Rng,
  note: (found: readonly string[]) => void,
): Promise<void> {
  for (const { phone } of members) {
    phone.link.faults = CALM;
    phone.link.heal();
  }
  const rounds = 4;
  /* Edits on top of a conflict go when it is decided, and may meet another change in their turn. */
  for (let round = 0; round < rounds || (office.store.openConflicts().length > 0 && round < 40); round += 1) {
    if (round > 0) await decideAll(office, deciding, time.now());
    for (const { phone } of members) void phone.tend();
    await time.runUntil(time.now() + HEALING_MS / rounds, () => undefined);
  }
  for (const { phone, captured } of members) {
    note(checkDrained(phone, office, captured));
    note(checkNothingLost(phone, office, captured));
    note(checkConverged(phone, office));
    note(checkDecided(phone, office));
  }
  note(checkEffects(office));
  note(checkAudit(office));
}
