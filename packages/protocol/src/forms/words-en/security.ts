import type { SectorQuestionWords } from '../record-fields.ts';

export const security = {
  assessment: {
    isAreaSecure: { label: 'Is the area secure?', short: 'Area secure' },
    securityThreats: {
      label: 'What threatens people?',
      short: 'Threats',
      options: {
        ARMED_ATTACK: 'Armed attack',
        ABDUCTION: 'Abduction',
        EXPLOSIVES: 'Mines or bombs',
        LOOTING: 'Looting',
        GENDER_BASED_VIOLENCE: 'Gender-based violence',
        CHILD_RECRUITMENT: 'Children recruited',
        COMMUNITY_TENSION: 'Tension between groups',
        FIRE_RISK: 'Fire risk',
        OTHER: 'Other',
      },
    },
    hasSecurityPresence: { label: 'Is someone protecting the area?', short: 'Protected' },
    securityProvider: {
      label: 'Who protects it?',
      short: 'Protected by',
      options: {
        MILITARY: 'Military',
        POLICE: 'Police',
        CIVIL_DEFENCE: 'Civil defence',
        COMMUNITY_WATCH: 'Community watch',
        PRIVATE: 'Private guards',
        NONE: 'Nobody',
        OTHER: 'Other',
      },
    },
    incidentsReported: { label: 'Incidents reported' },
    restrictedMovement: { label: 'Are people kept from moving?', short: 'Movement restricted' },
  },
  response: {
    securityPersonnelDeployed: { label: 'Security personnel sent' },
    checkpointsEstablished: { label: 'Checkpoints set up' },
    patrolsCompleted: { label: 'Patrols done' },
    incidentsResolved: { label: 'Incidents resolved' },
  },
} satisfies SectorQuestionWords<'SECURITY'>;
