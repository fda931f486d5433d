import type { Rng } from '../rng.ts';

const GIVEN = [
  ...[
    'Modu',
    'Ali',
    'Bukar',
    'Ibrahim',
    'Kaka',
    'Goni',
    'Abba',
    'Mustapha',
    'Usman',
    'Lawan',
    'Kolo',
    'Baba',
  ],
  ...['Falmata', 'Yagana', 'Aisha', 'Hauwa', 'Zara', 'Fanta', 'Maryam', 'Kellu', 'Bintu', 'Hadiza', 'Amina'],
  ...[
    'Mohammed',
    'Yusuf',
    'Sani',
    'Garba',
    'Musa',
    'Isa',
    'Umar',
    'Haruna',
    'Adamu',
    'Idris',
    'Tijjani',
    'Habu',
  ],
  ...[
    'Ruth',
    'Esther',
    'Ladi',
    'Rifkatu',
    'Naomi',
    'Yakubu',
    'Ishaya',
    'Bitrus',
    'Ayuba',
    'Dauda',
    'Zakariya',
  ],
];

const FAMILY = [
  ...['Kachalla', 'Bukar', 'Grema', 'Kawu', 'Monguno', 'Shettima', 'Zanna', 'Alhaji Kolo', 'Fannami', 'Mala'],
  ...['Goni', 'Kyari', 'Wakil', 'Bulama', 'Ngala', 'Marte', 'Abacha', 'Tijani', 'Mustafa', 'Umara', 'Lawan'],
  ...['Ngulde', 'Gwoza', 'Yahaya', 'Audu', 'Bello', 'Saleh', 'Hassan', 'Jidda', 'Maina', 'Modu', 'Abdullahi'],
];

/** An invented person: a given name of the region and a family name. */
export function personName(rng: Rng): string {
  return `${rng.pick(GIVEN)} ${rng.pick(FAMILY)}`;
}
