/** Whoever steers from the office: changes rules, sets scores by hand, takes that back, while phones come and go. */
import { DEFAULT_RULES, uuidV7, type CommandId, type PriorityRule, type RecordId } from '@fieldsync/protocol';
import type { Rng } from './rng.ts';
import type { SimOffice } from './sim-office.ts';
import type { SimPhone } from './sim-phone.ts';

const MANY: PriorityRule = {
  id: 'many',
  name: 'Many',
  entityType: 'ASSESSMENT',
  conditions: [{ field: 'data.numberHealthFacilities', operator: 'GREATER_THAN', value: 1_020, modifier: 0 }],
  priorityModifier: 30,
  isActive: true,
  createdBy: 'simulated',
  createdAt: '2026-11-02T06:00:00.000Z',
};
const RULE_SETS: readonly (readonly PriorityRule[])[] = [
  DEFAULT_RULES,
  [...DEFAULT_RULES, MANY],
  [{ ...MANY, priorityModifier: -30 }],
  [],
];

export class SimCoordinator {
  readonly #office: SimOffice;
  readonly #phones: readonly SimPhone[];
  readonly #rng: Rng;

  constructor(office: SimOffice, phones: readonly SimPhone[], rng: Rng) {
    this.#office = office;
    this.#phones = phones;
    this.#rng = rng;
  }

  /** Now and then. */
  act(now: number): void {
    if (!this.#rng.chance(0.08)) return;
    if (this.#rng.chance(0.3)) this.#office.setRules(this.#rng.pick(RULE_SETS));
    else this.#score(now);
  }

  #score(now: number): void {
    const phone = this.#rng.pick(this.#phones);
    const recordId: RecordId | undefined =
      phone.ownRecords[this.#rng.below(Math.max(1, phone.ownRecords.length))];
    if (recordId === undefined) return;
    const override = this.#rng.chance(0.3)
      ? null
      : {
          coordinatorId: 'coordinator',
          coordinatorName: 'Coordinator',
          originalPriority: 0,
          overridePriority: this.#rng.below(101),
          justification: 'simulated',
          timestamp: new Date(now).toISOString(),
        };
    const id = uuidV7(now, this.#rng.bytes(10)) as CommandId;
    this.#office.override(id, { recordId, override }, [phone.device]);
  }
}
