import { SECURITY_PROVIDERS, SECURITY_THREATS } from '../../records/assessment.ts';
import type { SectorQuestions } from '../record-fields.ts';

export const security = {
  assessment: {
    isAreaSecure: { kind: 'yesNo' },
    securityThreats: { kind: 'many', options: SECURITY_THREATS },
    hasSecurityPresence: { kind: 'yesNo' },
    securityProvider: { kind: 'one', options: SECURITY_PROVIDERS, notKnown: 'added' },
    incidentsReported: { kind: 'count' },
    restrictedMovement: { kind: 'yesNo' },
  },
  response: {
    securityPersonnelDeployed: { kind: 'count' },
    checkpointsEstablished: { kind: 'count', half: true },
    patrolsCompleted: { kind: 'count', half: true },
    incidentsResolved: { kind: 'count' },
  },
} as const satisfies SectorQuestions<'SECURITY'>;
