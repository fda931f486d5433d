import { dictionary } from '@zxcvbn-ts/language-common';

/** Some 49,000 that leaked most often, from zxcvbn's list: looked up here, nothing is asked of anybody. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords']);

export const isCommonPassword = (text: string): boolean => COMMON.has(text);
