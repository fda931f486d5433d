import { HEALTH_FACILITY_TYPES, HEALTH_ISSUES } from '../../records/assessment.ts';
import type { SectorQuestions } from '../record-fields.ts';

export const health = {
  assessment: {
    hasFunctionalClinic: { kind: 'yesNo' },
    numberHealthFacilities: { kind: 'count', half: true },
    qualifiedHealthWorkers: { kind: 'count', half: true },
    healthFacilityType: { kind: 'one', options: HEALTH_FACILITY_TYPES, notKnown: 'added' },
    hasMedicineSupply: { kind: 'yesNo' },
    hasMedicalSupplies: { kind: 'yesNo' },
    hasMaternalChildServices: { kind: 'yesNo' },
    commonHealthIssues: { kind: 'many', options: HEALTH_ISSUES },
  },
  response: {
    medicinesDelivered: { kind: 'items', columns: { name: 'text', quantity: 'amount', unit: 'text' } },
    medicalSuppliesDelivered: { kind: 'items', columns: { name: 'text', quantity: 'amount' } },
    healthWorkersDeployed: { kind: 'count', half: true },
    patientsTreated: { kind: 'count', half: true },
  },
} as const satisfies SectorQuestions<'HEALTH'>;
