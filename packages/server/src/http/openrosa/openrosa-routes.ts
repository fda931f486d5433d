import type { WireError } from '@fieldsync/protocol';
import type { Context, MiddlewareHandler } from 'hono';
import { element, escapeXml } from '../../core/openrosa/write-xml.ts';
import type { ExchangeGate } from '../../services/exchange-gate.ts';
import type { BlankForm, FormShelf } from '../../services/openrosa/form-shelf.ts';
import type { SubmissionDesk } from '../../services/openrosa/submission-desk.ts';
import type { HttpEnv } from '../http-env.ts';
import type { Mount } from '../routes.ts';
import { openRosaPaths } from './openrosa-paths.ts';
import { sayProblem, sendMessage, sendXml } from './openrosa-reply.ts';
import { parseXml, SUBMISSION_BOUNDS } from './parse-xml.ts';
import { readSubmission, SUBMISSION_BYTES } from './read-submission.ts';

export interface OpenRosaParts {
  readonly forms: FormShelf;
  readonly desk: SubmissionDesk;
  readonly gate: ExchangeGate;
  readonly publicOrigin: string | null;
}

const CROWDED: WireError = {
  code: 'UNAVAILABLE',
  message: 'The office is busy with other phones. Your form is safe; send it again in a moment.',
  retryAfterMs: 2_000,
};

/** The OpenRosa form list and submission (docs.getodk.org/openrosa), by which ODK Collect and its kin send records. */
export function openRosaRoutes(mount: Mount, { forms, desk, gate, publicOrigin }: OpenRosaParts): void {
  mount('GET', openRosaPaths.formList, async (c) => {
    const wanted = c.req.query('formID');
    const listed = (await forms.all()).filter(({ id }) => wanted === undefined || id === wanted);
    const base = publicOrigin ?? new URL(c.req.url).origin;
    // All versions there are, too: what was filled in on an older one is taken as long as it fits.
    const items = listed.map((form) => listItem(form, base)).join('');
    return sendXml(c, element('xforms', { xmlns: 'http://openrosa.org/xforms/xformsList' }, items));
  });

  mount('GET', openRosaPaths.form, async (c) => {
    const file = c.req.param('file') ?? '';
    const form = file.endsWith('.xml') ? await forms.find(file.slice(0, -'.xml'.length)) : undefined;
    if (form !== undefined) return sendXml(c, form.xml);
    return sayProblem(c, { code: 'NOT_FOUND', message: 'The office has no such form.' });
  });

  // Asked with HEAD, before the first form is sent: is this an OpenRosa server, and how much does it take at once?
  mount('GET', openRosaPaths.submission, (c) => {
    acceptedLength(c);
    return c.body(null, 204);
  });

  mount(
    'POST',
    openRosaPaths.submission,
    async (c) => {
      acceptedLength(c);
      const sent = await readSubmission(c.req.raw);
      if (!sent.ok) return sayProblem(c, sent.error);
      const { form, files } = sent.value;
      if (files.length > 0) return sayProblem(c, noFiles(files));
      const root = parseXml(form, SUBMISSION_BOUNDS);
      if (!root.ok) return sayProblem(c, root.error);
      if (!(await c.get('place').enter())) return sayProblem(c, CROWDED);
      const deviceName = (c.req.query('deviceID') ?? '').slice(0, 249);
      const result = await desk.take(c.get('actor'), { root: root.value, bytes: form, deviceName });
      if (result.kind === 'refused') return sayProblem(c, result.error);
      return sendMessage(c, 201, 'submit_success', 'The office has it.');
    },
    throughGate(gate),
  );
}

function acceptedLength(c: Context<HttpEnv>): void {
  c.header('x-openrosa-accept-content-length', String(SUBMISSION_BYTES));
}

function listItem({ id, name, version, hash }: BlankForm, base: string): string {
  const url = `${base}${openRosaPaths.form.replace(':file', `${encodeURIComponent(id)}.xml`)}`;
  const parts = { formID: id, name, version, hash: `md5:${hash}`, downloadUrl: url };
  return element(
    'xform',
    {},
    Object.entries(parts)
      .map(([part, text]) => element(part, {}, escapeXml(text)))
      .join(''),
  );
}

/** To take the answers and drop what came with them would be to lose it without a word. */
function noFiles(files: readonly string[]): WireError {
  const [first = ''] = files;
  const named = /^[\w.-]{1,60}$/.test(first) ? ` (${first})` : '';
  return {
    code: 'VALIDATION',
    message: `The office takes no files from this app${named}. Remove photos and recordings from the form, and send it again.`,
  };
}

/** Before the password is looked at, as for an exchange. */
function throughGate(gate: ExchangeGate): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const place = gate.arrive();
    if (place === undefined) {
      c.res = await sayProblem(c, CROWDED);
      return;
    }
    c.set('place', place);
    try {
      await next();
    } finally {
      place.leave();
    }
  };
}
