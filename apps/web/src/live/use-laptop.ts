'use client';
import { useMedia } from '../components/use-media.ts';

/** Whether there is room for a table. */
export const useLaptop = (): boolean => useMedia('(min-width: 1024px)');
