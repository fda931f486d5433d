import type { BusboyInstance } from '@fastify/busboy';
import { Busboy } from '@fastify/busboy';
import { limits } from '@fieldsync/protocol';
import { readBody } from '../read-body.ts';
import type { Outcome } from '../refusal.ts';
import { accepted, refused } from '../refusal.ts';

/** Bytes of one request; told to clients, which split what is larger. */
export const SUBMISSION_BYTES = limits.compressedBodyBytes;
/** Of the form alone: four times what an operation may have, since XML says each name twice. */
const FORM_BYTES = 4 * limits.operationBytes;
/** More than the hundred files after which Collect begins another request. */
const PARTS = 110;

export interface SentSubmission {
  /** The XML of the form. */
  readonly form: Buffer;
  /** Names of what came beside it: files, and what says that files are to follow (`*isIncomplete*`). */
  readonly files: readonly string[];
}

const FORM_PART = 'xml_submission_file';

/** What a client sent: the form as one part among others, or, as old clients do, alone. */
export async function readSubmission(request: Request): Promise<Outcome<SentSubmission>> {
  const type = request.headers.get('content-type') ?? '';
  const isMultipart = /^multipart\/(form-data|mixed)\s*(;|$)/i.test(type);
  if (!isMultipart && !/^(text|application)\/xml\s*(;|$)/i.test(type))
    return refused('UNSUPPORTED_ENCODING', 'A filled form is sent as multipart/form-data or as text/xml.');
  if (!/^(identity)?$/i.test(request.headers.get('content-encoding') ?? ''))
    return refused('UNSUPPORTED_ENCODING', 'A filled form is sent as it is, without Content-Encoding.');
  const body = await readBody(request, SUBMISSION_BYTES);
  if (!body.ok)
    return body.error.code === 'TOO_LARGE'
      ? refused(
          'TOO_LARGE',
          `The office takes ${String(SUBMISSION_BYTES / 1_048_576)} MB at once, and no photos or recordings from this app.`,
        )
      : body;
  const sent = isMultipart ? await partsOf(body.value, type) : accepted({ form: body.value, files: [] });
  if (sent.ok && sent.value.form.byteLength > FORM_BYTES) return formTooLarge();
  return sent;
}

const formTooLarge = () => refused('TOO_LARGE', 'There is more in this form than a record may have.');
const unreadable = () => refused('MALFORMED', 'The request cannot be read. Send it again.');

function partsOf(body: Buffer, contentType: string): Promise<Outcome<SentSubmission>> {
  return new Promise((resolve) => {
    const forms: Buffer[] = [];
    const files: string[] = [];
    let busboy: BusboyInstance;
    try {
      busboy = new Busboy({
        headers: { 'content-type': contentType.replace(/^multipart\/mixed/i, 'multipart/form-data') },
        // The form is one whether or not its part has the name of a file.
        isPartAFile: (name, _type, file) => file !== undefined || name === FORM_PART,
        limits: {
          fieldNameSize: 200,
          fieldSize: 1_024,
          fileSize: SUBMISSION_BYTES,
          parts: PARTS,
          headerPairs: 32,
          headerSize: 8_192,
        },
      });
    } catch {
      // It says nothing of where one part ends.
      resolve(unreadable());
      return;
    }
    busboy.on('file', (name, stream, file) => {
      const chunks: Buffer[] = [];
      // A part that breaks off says so on its own stream, and where nobody listens that ends the process.
      stream.on('error', () => resolve(unreadable()));
      if (name === FORM_PART) {
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => forms.push(Buffer.concat(chunks)));
      } else {
        files.push(file === '' ? name : file);
        stream.resume();
      }
    });
    busboy.on('field', (name) => files.push(name));
    busboy.on('partsLimit', () => resolve(refused('TOO_LARGE', 'The request has too many parts.')));
    busboy.on('error', () => resolve(unreadable()));
    busboy.on('finish', () => {
      const [form, ...more] = forms;
      if (form === undefined) resolve(refused('MALFORMED', `There is no part ${FORM_PART}.`, FORM_PART));
      else if (more.length > 0)
        resolve(refused('MALFORMED', `There is more than one part ${FORM_PART}.`, FORM_PART));
      else resolve(accepted({ form, files }));
    });
    busboy.end(body);
  });
}
