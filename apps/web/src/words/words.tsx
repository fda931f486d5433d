'use client';
import { createContext, useContext } from 'react';
import { en, type Words } from './en.ts';

const WordsContext = createContext<Words>(en);

/** Every sentence that a screen says, in the person's language. */
export const useWords = (): Words => useContext(WordsContext);
