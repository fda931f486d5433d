import { randomUUID } from 'node:crypto';

export interface FilledForm {
  readonly form?: string;
  readonly version?: string;
  readonly instanceId?: string;
  /** Elements of the answers, as XML. */
  readonly answers?: string;
}

export const PLACE = '00000000-0000-7000-8000-000000000001';

export const ANSWERS = `<affectedEntityId>${PLACE}</affectedEntityId><assessedAt>2026-11-20T10:30:00.000+01:00</assessedAt><numberHealthFacilities>2</numberHealthFacilities><commonHealthIssues>CHOLERA MALARIA</commonHealthIssues>`;

export const someInstance = (): string => `uuid:${randomUUID()}`;

/** A filled form as Collect writes it. */
export function filledForm({
  form = 'fieldsync-assessment-health',
  version = 'x',
  instanceId = someInstance(),
  answers = ANSWERS,
}: FilledForm = {}): string {
  return `<?xml version='1.0' ?><data id="${form}" version="${version}" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><start>2026-11-20T10:29:00.000+01:00</start><end>2026-11-20T10:41:00.000+01:00</end>${answers}<orx:meta><orx:instanceID>${instanceId}</orx:instanceID></orx:meta></data>`;
}

export interface Part {
  readonly name: string;
  readonly file?: string;
  readonly type?: string;
  readonly content: string | Uint8Array;
}

/** A body as OkHttp writes it. */
export function multipart(parts: readonly Part[]): {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
} {
  const boundary = 'f0c1a5d2-9a3e-4d60-8a77-52c1e2f0b5de';
  const written = parts.flatMap(({ name, file, type, content }) => {
    const bytes = Buffer.from(content);
    const head = [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}`,
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      `Content-Length: ${String(bytes.byteLength)}`,
      '',
      '',
    ];
    return [Buffer.from(head.join('\r\n')), bytes, Buffer.from('\r\n')];
  });
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Uint8Array.from(Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)])),
  };
}

/** The one part that every submission has. */
export const formPart = (xml: string | Uint8Array): Part => ({
  name: 'xml_submission_file',
  file: 'Health assessment_2026-11-20_10-29-00.xml',
  type: 'text/xml',
  content: xml,
});
