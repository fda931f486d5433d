/** What is asked for each kind of record, in which order and in which words: for the app's own forms and for others' apps. */
export * from './form-definition.ts';
export * from './is-required.ts';
export * from './question.ts';
export * from './question-words.ts';
export * from './questions-en.ts';
export * from './record-fields.ts';
export * from './sectors-en.ts';
