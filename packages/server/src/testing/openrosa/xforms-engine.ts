/**
 * The engine of ODK Web Forms: loads a form, has it filled in, and writes the submission, as the specification of XForms by
 * the same people has it. Only what is used of it is said here; its own types want a browser's.
 */
export interface EngineNode {
  readonly nodeType: string;
  readonly valueType?: string;
  readonly currentState: {
    readonly reference: string;
    readonly relevant: boolean;
    readonly required: boolean;
    readonly children: readonly EngineNode[] | null;
    readonly value?: unknown;
    readonly valueOptions?: readonly { readonly value: string }[];
    readonly label?: { readonly asString: string } | null;
  };
  readonly validationState: { readonly violation?: unknown };
  setValue(value: unknown): void;
  selectValue(value: string): void;
  selectValues(values: readonly string[]): void;
  addInstances(after?: number, count?: number): void;
}

export interface EngineForm extends EngineNode {
  prepareInstancePayload(options: { readonly payloadType: 'monolithic' }): Promise<{
    readonly status: 'ready' | 'pending';
    readonly violations: readonly { readonly reference: string }[] | null;
    readonly data: readonly [FormData];
  }>;
}

interface Engine {
  createInstance(form: string): Promise<{ readonly root: EngineForm }>;
}

const DOM = [
  'DOMParser',
  'XMLSerializer',
  'Node',
  'Element',
  'Document',
  'Text',
  'Comment',
  'Attr',
  'document',
];
let engine: Promise<Engine> | undefined;

/** A form as somebody opens it to fill it in. @throws when it is no form that the specification knows */
export async function openForm(xml: string): Promise<EngineForm> {
  engine ??= loadEngine();
  return (await (await engine).createInstance(xml)).root;
}

async function loadEngine(): Promise<Engine> {
  // By names that the compiler does not follow.
  const [dom, forms]: string[] = ['jsdom', '@getodk/xforms-engine'];
  const { JSDOM } = (await import(dom ?? '')) as {
    JSDOM: new (html: string) => { window: Record<string, unknown> };
  };
  const { window } = new JSDOM('');
  for (const name of DOM) Reflect.set(globalThis, name, window[name]);
  // Its parser of XPath is WebAssembly that was built for CommonJS, and asks where it lies without needing the answer.
  Reflect.set(globalThis, '__dirname', '/');
  return (await import(forms ?? '')) as Engine;
}

/** The question of a field. */
export function questionOf(form: EngineNode, field: string): EngineNode {
  const found = form.currentState.children?.find((node) => node.currentState.reference === `/data/${field}`);
  if (found === undefined) throw new Error(`no question ${field}`);
  return found;
}
