import type { SectorQuestionWords } from '../record-fields.ts';

export const health = {
  assessment: {
    hasFunctionalClinic: { label: 'Is there a working clinic?', short: 'Working clinic' },
    numberHealthFacilities: { label: 'Health facilities' },
    qualifiedHealthWorkers: { label: 'Qualified workers' },
    healthFacilityType: {
      label: 'Main health facility',
      options: {
        HOSPITAL: 'Hospital',
        PRIMARY_HEALTH_CENTRE: 'Health centre',
        CLINIC: 'Clinic',
        HEALTH_POST: 'Health post',
        MOBILE_CLINIC: 'Mobile clinic',
        NONE: 'None',
      },
    },
    hasMedicineSupply: { label: 'Enough medicine for a week?', short: 'Enough medicine' },
    hasMedicalSupplies: {
      label: 'Enough medical supplies?',
      short: 'Enough medical supplies',
      help: 'Bandages, gloves, needles, drips.',
    },
    hasMaternalChildServices: { label: 'Care for mothers and babies?', short: 'Care for mothers and babies' },
    commonHealthIssues: {
      label: 'Common health issues',
      options: {
        CHOLERA: 'Cholera, suspected',
        ACUTE_WATERY_DIARRHOEA: 'Watery diarrhoea',
        MEASLES: 'Measles',
        MENINGITIS: 'Meningitis',
        LASSA_FEVER: 'Lassa fever',
        DIPHTHERIA: 'Diphtheria',
        YELLOW_FEVER: 'Yellow fever',
        MALARIA: 'Malaria',
        RESPIRATORY_INFECTION: 'Chest infection',
        MALNUTRITION: 'Malnutrition',
        SKIN_DISEASE: 'Skin disease',
        INJURIES: 'Injuries',
        MATERNAL_COMPLICATIONS: 'Trouble in pregnancy or birth',
        MENTAL_HEALTH: 'Mental health',
        OTHER: 'Other',
      },
    },
  },
  response: {
    medicinesDelivered: {
      label: 'Medicines delivered',
      columns: { name: 'Medicine', quantity: 'How much', unit: 'Unit' },
    },
    medicalSuppliesDelivered: {
      label: 'Medical supplies delivered',
      columns: { name: 'What', quantity: 'How many' },
    },
    healthWorkersDeployed: { label: 'Health workers sent' },
    patientsTreated: { label: 'Patients treated' },
  },
} satisfies SectorQuestionWords<'HEALTH'>;
