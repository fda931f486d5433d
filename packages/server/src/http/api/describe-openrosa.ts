import { z } from 'zod';
import { openRosaPaths } from '../openrosa/openrosa-paths.ts';
import type { OtherAnswer, RouteDescriptions } from './route-description.ts';

const xml = (says: string, status = 200): OtherAnswer => ({ contentType: 'text/xml', says, status });

/** As https://docs.getodk.org/openrosa/ has it; refusals are `OpenRosaResponse`, too. */
export const OPENROSA_ROUTES: RouteDescriptions = {
  [`GET ${openRosaPaths.formList}`]: {
    name: 'listForms',
    tag: 'Other apps',
    summary: 'The forms that the office has',
    details: 'One for each kind of assessment and response. `formID` asks for one of them.',
    answer: xml('`xforms` of OpenRosa’s form list.'),
  },
  [`GET ${openRosaPaths.form}`]: {
    name: 'readForm',
    tag: 'Other apps',
    summary: 'A form to be filled in',
    params: { file: { schema: z.string(), says: 'Id of the form, and `.xml`.' } },
    answer: xml('An XForm of ODK.'),
  },
  [`GET ${openRosaPaths.submission}`]: {
    name: 'greetSubmission',
    tag: 'Other apps',
    summary: 'What the office takes',
    details: 'Asked with HEAD: `X-OpenRosa-Accept-Content-Length` says how much it takes at once.',
    answer: { contentType: null, says: 'It is an OpenRosa server.', status: 204 },
  },
  [`POST ${openRosaPaths.submission}`]: {
    name: 'submitForm',
    tag: 'Other apps',
    summary: 'Send a form that was filled in',
    details:
      'The part `xml_submission_file`, or the XML alone. It is answered only once the record is stored, and a form that comes again is the same record [S1]. ' +
      'Files, edits of an earlier form (`deprecatedID`) and encrypted forms are refused with a reason.',
    otherBodies: ['multipart/form-data', 'text/xml'],
    answer: xml('The office has it.', 201),
    errors: ['MALFORMED', 'VALIDATION', 'TOO_LARGE', 'CONFLICT', 'NOT_FOUND', 'BUSY'],
  },
};
