/** Lanes in sending order. Previews and media bytes have theirs behind these. */
export const LANES = ['critical', 'records'] as const;
export type Lane = (typeof LANES)[number];
