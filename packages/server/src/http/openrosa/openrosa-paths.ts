/** Where other people's apps look: they add `/formList` and `/submission` to the address that a person types. */
export const openRosaPaths = {
  formList: '/openrosa/formList',
  /** Ends in `.xml`. */
  form: '/openrosa/forms/:file',
  submission: '/openrosa/submission',
} as const;
