import { affectedEntitySchema } from '@fieldsync/protocol';
import type { AffectedEntity } from '@fieldsync/protocol';

/** Towns of Borno State with camps, where aid workers share a connection; positions to about a kilometre. */
export const corpusCamps: readonly AffectedEntity[] = [
  ['8f4e0c52-6a0b-4d63-9b1e-2f6c8d1a7e01', 'Bama', 'Bama', 'Shehuri', 11.5216, 13.6856],
  ['1c9b7a3e-52d4-4f0a-8e67-b0d3f5a92c02', 'Banki', 'Bama', 'Banki', 11.2872, 14.1369],
  ['e27d5f18-0b9c-4c3a-a4f2-7d81c6e04b03', 'Damasak', 'Mobbar', 'Damasak', 13.1053, 12.5086],
  ['5a06e9d4-c83f-4b72-91ad-3e5f20b7d804', 'Dikwa', 'Dikwa', 'Dikwa', 12.0361, 13.9181],
  ['b3f8214c-7e59-4a06-8c1d-f4926ad05e05', 'Gwoza', 'Gwoza', 'Hausari', 11.0861, 13.6914],
  ['70d2ac95-1f46-4e8b-b35a-986e0cf71d06', 'Maiduguri', 'Jere', 'Bolori', 11.8464, 13.1603],
  ['c4617e0b-93a8-4d5f-a702-15bd8e3c6f07', 'Monguno', 'Monguno', 'Monguno', 12.6708, 13.6111],
  ['29eb538a-d07c-4163-9f84-c2a7604e1b08', 'Ngala', 'Ngala', 'Gamboru', 12.3406, 14.1786],
].map(([id, name, lga, ward, latitude, longitude]) =>
  affectedEntitySchema.parse({ id, name, kind: 'CAMP', lga, ward, latitude, longitude }),
);
