import { createHash } from 'node:crypto';
import type { FieldProblem, Operation, RecordedVerdict, Verdict, WireError } from '@fieldsync/protocol';
import { operationSchema } from '@fieldsync/protocol';
import { questionsEn, questionWords } from '@fieldsync/protocol/forms';
import type { Actor } from '../../accounts/actor.ts';
import type { OpenRosaForm } from '../../core/openrosa/openrosa-forms.ts';
import { OPENROSA_FORMS } from '../../core/openrosa/openrosa-forms.ts';
import { readAnswers } from '../../core/openrosa/read-answers.ts';
import { readMoment } from '../../core/openrosa/read-value.ts';
import type { XmlElement } from '../../core/openrosa/xml-element.ts';
import { textOf } from '../../core/openrosa/xml-element.ts';
import type { ConfigBook } from '../../office-ports.ts';
import type { ExchangeStore } from '../../ports.ts';
import type { Clock } from '../clock.ts';
import { isoTime } from '../clock.ts';
import type { EventBus } from '../event-bus.ts';
import type { Meter } from '../meter.ts';
import { push } from '../push.ts';
import type { FormShelf } from './form-shelf.ts';
import { stableId } from './stable-id.ts';

export interface SubmissionDeskParts {
  readonly store: ExchangeStore;
  readonly config: ConfigBook;
  readonly forms: FormShelf;
  readonly bus: EventBus;
  readonly meter: Meter;
  readonly clock: Clock;
}

/** A filled form as another app sent it. */
export interface Submission {
  readonly root: XmlElement;
  /** The XML that `root` was read from, byte by byte: the same again is the same submission. */
  readonly bytes: Uint8Array;
  /** What the app calls the phone; empty when it does not say. */
  readonly deviceName: string;
}

export type SubmissionResult =
  { readonly kind: 'received' } | { readonly kind: 'refused'; readonly error: WireError };

/** As long as the metadata of OpenRosa may be. */
const LONGEST_ID = 249;

/** Takes filled forms of other apps in, as the records that they are. */
export class SubmissionDesk {
  private readonly parts: SubmissionDeskParts;

  constructor(parts: SubmissionDeskParts) {
    this.parts = parts;
  }

  /** Received means on disk. @throws only when nothing was written */
  async take(actor: Actor, submission: Submission): Promise<SubmissionResult> {
    const { root } = submission;
    const form = OPENROSA_FORMS.find(({ id }) => id === root.attributes.get('id'));
    if (form === undefined)
      return refused('NOT_FOUND', 'The office has no such form. Get the blank forms again.');
    if (root.attributes.has('encrypted'))
      return refused('VALIDATION', 'This form was encrypted. Turn encryption off and send it again.');
    const meta = root.children.find(({ name }) => name === 'meta');
    const instanceId = meta === undefined ? undefined : textOf(meta, 'instanceID');
    if (instanceId === undefined || instanceId.length > LONGEST_ID)
      return refused('VALIDATION', 'This form does not say which one it is (instanceID).', 'instanceID');
    if (meta !== undefined && textOf(meta, 'deprecatedID') !== undefined)
      return refused(
        'CONFLICT',
        'The office has an earlier version of this form. Changes to what was sent are made in Fieldsync, not here.',
        'deprecatedID',
      );
    const answers = readAnswers(form, root);
    if (!answers.ok) return this.doesNotFit(form, root, answers.problem);

    const now = isoTime(this.parts.clock());
    const operation = operationSchema.safeParse({
      // By its content as well: the same form with other answers is not the one that the office has.
      id: stableId('operation', instanceId, createHash('sha256').update(submission.bytes).digest('hex')),
      action: 'CREATE',
      type: form.type,
      entityId: stableId('record', instanceId),
      capturedAt: readMoment(textOf(root, 'end') ?? '') ?? readMoment(textOf(root, 'start') ?? '') ?? now,
      // The server scores by itself, and this app has no rules to score with.
      score: 0,
      data: answers.data,
    });
    if (!operation.success)
      return refused('VALIDATION', 'This form says more, or of another time, than one may.');
    return this.apply(actor, submission.deviceName, operation.data, now);
  }

  private async apply(
    actor: Actor,
    deviceName: string,
    operation: Operation,
    now: string,
  ): Promise<SubmissionResult> {
    const { config, meter } = this.parts;
    const rules = await config.rules();
    const deviceId = stableId('device', actor.id, deviceName);
    const { verdicts } = await push(this.parts, { actor, deviceId, operations: [operation], rules, now });
    const [verdict] = verdicts;
    if (verdict === undefined) throw new RangeError('the store gave no verdict');
    meter.verdicts([verdict.status]);
    return resultOf(verdict);
  }

  private async doesNotFit(
    form: OpenRosaForm,
    root: XmlElement,
    { field, message }: FieldProblem,
  ): Promise<SubmissionResult> {
    const [name = ''] = field.split('.');
    const label = questionWords({ questions: questionsEn }, form.type, form.sector, name)?.label;
    const latest = await this.parts.forms.find(form.id);
    const isOld = root.attributes.get('version') !== latest?.version;
    return refused(
      'VALIDATION',
      [
        label === undefined
          ? `The office cannot take this form: ${message}${nameOf(name)}.`
          : `“${label}”: ${message}.`,
        isOld ? 'It was filled in on an older blank form: get the blank forms again.' : '',
      ]
        .join(' ')
        .trim(),
      field === '' ? undefined : field,
    );
  }
}

function resultOf(verdict: Verdict | RecordedVerdict): SubmissionResult {
  switch (verdict.status) {
    case 'applied':
    case 'merged':
    case 'conflict':
      return { kind: 'received' };
    case 'duplicate':
      return resultOf(verdict.original);
    case 'rejected':
      return verdict.code === 'ALREADY_EXISTS'
        ? refused(
            'ALREADY_EXISTS',
            'The office has this form already, with other answers or from another account.',
          )
        : refused(verdict.code, verdict.message, verdict.field);
    case 'held':
      return refused(
        'DEPENDENCY_MISSING',
        'This form answers an assessment that the office does not have yet.',
      );
    case 'retry':
      return {
        kind: 'refused',
        error: { code: verdict.code, message: 'Send it again in a moment.', retryAfterMs: verdict.afterMs },
      };
  }
}

/** A name that is none of a question's may be anything: only what looks like one is said again. */
const nameOf = (name: string): string => (/^[A-Za-z][\w.-]{0,60}$/.test(name) ? ` (${name})` : '');

function refused(code: WireError['code'], message: string, field?: string): SubmissionResult {
  return { kind: 'refused', error: { code, message, ...(field === undefined ? {} : { field }) } };
}
