'use client';
import { useMedia } from '../components/use-media.ts';

/** Whether a list and a detail fit beside each other. */
export const useWide = (): boolean => useMedia('(min-width: 768px)');
