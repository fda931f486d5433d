import type { AffectedEntityId, RecordId } from '../ids.ts';
import type { GeoLocation } from '../scalar-fields.ts';

export interface YesNoQuestion {
  readonly kind: 'yesNo';
}
export interface CountQuestion {
  readonly kind: 'count';
  /** Two such questions in a row share a line. Only for counts of a few digits: 142 px is left for each at 320 px. */
  readonly half?: boolean;
  /** Highest number that the schema takes; the protocol's limit for counts unless said. */
  readonly max?: number;
}
export interface OneQuestion<Value extends string = string> {
  readonly kind: 'one';
  readonly options: readonly Value[];
  /** `required`: no record without it. `own`: the options have a word for not knowing. `added`: a choice is added. */
  readonly notKnown: 'required' | 'own' | 'added';
}
export interface ManyQuestion<Value extends string = string> {
  readonly kind: 'many';
  readonly options: readonly Value[];
}
export interface TextQuestion {
  readonly kind: 'text';
  readonly lines: number;
}
/** A day. */
export interface DateQuestion {
  readonly kind: 'date';
  /** Asked only while the answer to `field` is one of these; an answer given earlier always stays in sight. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
}
/** Day and time, filled with the time at which the form was opened. */
export interface MomentQuestion {
  readonly kind: 'moment';
}
/** Filled by the phone when the record is saved; nobody is asked. */
export interface StampQuestion {
  readonly kind: 'stamp';
}
export interface PlaceQuestion {
  readonly kind: 'place';
}
/** The assessment that a response answers. */
export interface AssessmentQuestion {
  readonly kind: 'assessment';
}
export interface LocationQuestion {
  readonly kind: 'location';
}
export interface ItemsQuestion<Column extends string = string> {
  readonly kind: 'items';
  readonly columns: Readonly<Record<Column, 'text' | 'amount'>>;
}

export type Question =
  | YesNoQuestion
  | CountQuestion
  | OneQuestion
  | ManyQuestion
  | TextQuestion
  | DateQuestion
  | MomentQuestion
  | StampQuestion
  | PlaceQuestion
  | AssessmentQuestion
  | LocationQuestion
  | ItemsQuestion;

type QuestionForPresent<Value> = [Value] extends [boolean]
  ? YesNoQuestion
  : [Value] extends [number]
    ? CountQuestion
    : [Value] extends [AffectedEntityId]
      ? PlaceQuestion
      : [Value] extends [RecordId]
        ? AssessmentQuestion
        : [Value] extends [GeoLocation]
          ? LocationQuestion
          : [Value] extends [readonly (infer Item)[]]
            ? [Item] extends [string]
              ? ManyQuestion<Item>
              : ItemsQuestion<keyof Item & string>
            : string extends Value
              ? TextQuestion | DateQuestion | MomentQuestion | StampQuestion
              : [Value] extends [string]
                ? OneQuestion<Value>
                : never;

/** The kinds of question that can fill a field of this type. */
export type QuestionFor<Value> = QuestionForPresent<Exclude<Value, undefined>>;

/** One question for each field, in the order in which they are asked. A missing or misspelled field does not compile. */
export type QuestionsFor<Data> = { readonly [Field in keyof Data]-?: QuestionFor<Data[Field]> };

/** Words for one question. */
export interface Label {
  /** As asked in the form. */
  readonly label: string;
  /** As a line of a list of answers, where the question mark would be noise. */
  readonly short?: string;
  readonly help?: string;
}
type WordsForPresent<Value> = [Value] extends [readonly (infer Item)[]]
  ? [Item] extends [string]
    ? Label & { readonly options: Readonly<Record<Item, string>> }
    : Label & { readonly columns: Readonly<Record<keyof Item & string, string>> }
  : [Value] extends [string]
    ? string extends Value
      ? Label
      : [Value] extends [AffectedEntityId | RecordId]
        ? Label
        : Label & { readonly options: Readonly<Record<Value, string>> }
    : Label;

/** Words for each field, with a word for each option: a missing one does not compile. */
export type QuestionWordsFor<Data> = {
  readonly [Field in keyof Data]-?: WordsForPresent<Exclude<Data[Field], undefined>>;
};

/** The same, once it is no longer known which field it was. */
export interface QuestionWords extends Label {
  readonly options?: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, string>>;
}
