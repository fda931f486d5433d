import type { UserId } from '@fieldsync/protocol';
import type { PackZip, ZipFile } from '../export-ports.ts';
import type { PersonBook, PersonPart } from '../privacy-ports.ts';
import { PERSON_PARTS } from '../privacy-ports.ts';

export interface PersonExportParts {
  readonly people: PersonBook;
  readonly pack: PackZip;
}

const MEANING: Readonly<Record<PersonPart, string>> = {
  account: 'your account: name, email, role, since when',
  'sign-ins': 'where and when you were signed in: network address and browser',
  phones: 'the phones you used, and what each last said of itself',
  commands: 'what the office asked of your phones, or you of others',
  records: 'the records you made, with all answers, also those that were deleted and are kept still',
  'records-changed': 'records of others that you changed last: which, not what is in them',
  operations: 'each change that you sent, and what became of it',
  'two-versions': 'where you and somebody else changed the same answer, or you decided between two',
  consents: 'what you agreed to, in the words that you saw, and when you took it back',
  audit: 'lines of the audit log about you, or about what you did',
  rules: 'rules for urgency that you made',
  webhooks: 'messages to other systems that you set up',
};

/** Everything that the server holds of a person, as a zip, in constant memory. */
export class PersonExport {
  private readonly parts: PersonExportParts;

  constructor(parts: PersonExportParts) {
    this.parts = parts;
  }

  stream(id: UserId, at: string): AsyncGenerator<Uint8Array> {
    return this.parts.pack(this.files(id, at), Date.parse(at));
  }

  private async *files(id: UserId, at: string): AsyncGenerator<ZipFile> {
    yield { name: 'README.txt', parts: [readme(at)] };
    for (const part of PERSON_PARTS) yield { name: `${part}.json`, parts: this.rows(id, part) };
  }

  private async *rows(id: UserId, part: PersonPart): AsyncGenerator<string> {
    let first = true;
    yield '[';
    for (let after: string | null = null; ;) {
      const page = await this.parts.people.page(id, part, after);
      if (page.rows.length > 0)
        yield `${first ? '' : ','}\n${page.rows.map((row) => JSON.stringify(row)).join(',\n')}`;
      first &&= page.rows.length === 0;
      if (page.next === null) break;
      after = page.next;
    }
    yield '\n]\n';
  }
}

function readme(at: string): string {
  return [
    'Everything that the Fieldsync office holds of one person',
    '',
    `Written at ${at} (UTC). Each file is JSON, a list that any text editor opens.`,
    '',
    ...PERSON_PARTS.map((part) => `${part}.json: ${MEANING[part]}.`),
    '',
    'Not in it: passwords, the keys of sign-ins and what makes one-time codes, which are kept only scrambled or not given out to anybody; what is still on a',
    'phone and was not sent; backups, which hold older copies of the same and are deleted in turn.',
    '',
    'What is wrong can be corrected, and you can ask for your data to be erased: speak to whoever looks after your',
    "organisation's accounts.",
    '',
  ].join('\r\n');
}
