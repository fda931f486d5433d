import type { AffectedEntity } from '@fieldsync/protocol';
import { affectedEntitySchema } from '@fieldsync/protocol';

/**
 * The camps that an installation starts with: local government area and ward by the names of OCHA's P-code list, and the
 * town's place to about 1 km. Ids are fixed, so that a second start, or another installation, means the same camp.
 */
export const CAMPS: readonly AffectedEntity[] = (
  [
    ['Bama', 'Bama', 'Shehuri', 11.52, 13.69],
    ['Banki', 'Bama', 'Banki', 11.27, 14.14],
    ['Damasak', 'Mobbar', 'Damasak', 13.11, 12.51],
    ['Dikwa', 'Dikwa', 'Dikwa', 12.04, 13.92],
    ['Gwoza', 'Gwoza', 'Hausari', 11.09, 13.69],
    ['Maiduguri', 'Maiduguri', 'Bolori II', 11.85, 13.16],
    ['Monguno', 'Monguno', 'Monguno', 12.67, 13.61],
    ['Ngala', 'Ngala', 'Ngala', 12.34, 14.19],
  ] as const
).map(([name, lga, ward, latitude, longitude], index) =>
  affectedEntitySchema.parse({
    id: `00000000-0000-7000-8000-00000000000${index + 1}`,
    name,
    kind: 'CAMP',
    lga,
    ward,
    latitude,
    longitude,
  }),
);
