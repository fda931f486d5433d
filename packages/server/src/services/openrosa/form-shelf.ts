import { createHash } from 'node:crypto';
import { formXml } from '../../core/openrosa/form-xml.ts';
import type { OpenRosaForm } from '../../core/openrosa/openrosa-forms.ts';
import { OPENROSA_FORMS } from '../../core/openrosa/openrosa-forms.ts';
import type { ConfigBook } from '../../office-ports.ts';

/** A form as it is given out. */
export interface BlankForm extends OpenRosaForm {
  readonly version: string;
  readonly xml: string;
  /** MD5, in hex: the only hash that the form list knows. */
  readonly hash: string;
}

/** The forms that other apps fetch, with the office's places in them. */
export class FormShelf {
  private readonly config: ConfigBook;
  private made: { readonly configVersion: number; readonly forms: readonly BlankForm[] } | undefined;

  constructor(config: ConfigBook) {
    this.config = config;
  }

  async all(): Promise<readonly BlankForm[]> {
    const { version, affectedEntities } = await this.config.read();
    if (this.made?.configVersion !== version) {
      const forms = OPENROSA_FORMS.map((form) => {
        // Named after what is in it: the same form has the same version in every process, and after a restore as well.
        const name = createHash('sha256')
          .update(formXml(form, affectedEntities, ''))
          .digest('hex')
          .slice(0, 12);
        const xml = formXml(form, affectedEntities, name);
        return { ...form, version: name, xml, hash: createHash('md5').update(xml).digest('hex') };
      });
      this.made = { configVersion: version, forms };
    }
    return this.made.forms;
  }

  async find(id: string): Promise<BlankForm | undefined> {
    return (await this.all()).find((form) => form.id === id);
  }
}
