import { createHash } from 'node:crypto';
import { DOCS_STYLE } from './docs-style.ts';
import { escaped, prose, schemaHtml } from './docs-schema.ts';
import type { ApiContent, ApiDocument, ApiOperation, ApiResponse } from './open-api-document.ts';
import type { JsonSchema } from './schema-book.ts';

/** Nothing is run and nothing is fetched; the one style is known by its hash. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(DOCS_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The whole document as one page: to read, to search in, to print. Without a script there is nothing in it that could fail. */
export function docsPage(document: ApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const of = (tag: string) => operations.filter(({ operation }) => operation.tags.includes(tag));
  const contents = document.tags.map(
    ({ name }) =>
      `<section><h2>${escaped(name)}</h2><ul>${of(name)
        .map(
          ({ operation }) =>
            `<li><a href="#${escaped(operation.operationId)}">${prose(operation.summary)}</a></li>`,
        )
        .join('')}</ul></section>`,
  );
  const chapters = document.tags.map(
    ({ name, description }) =>
      `<section><h2>${escaped(name)}</h2><p>${prose(description)}</p>${of(name)
        .map(({ path, method, operation }) => card(path, method, operation, document))
        .join('')}</section>`,
  );
  const shapes = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<div class="card" id="schema-${escaped(name)}"><h3>${escaped(name)}</h3>${schemaHtml(schema)}</div>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fieldsync API</title>
<style>${DOCS_STYLE}</style>
</head>
<body>
<main class="page">
<h1>Fieldsync API</h1>
<p>${prose(document.info.description)}</p>
<p><a href="/api/v1/openapi.json">The same for programs, as OpenAPI ${escaped(document.openapi)}</a></p>
<nav aria-label="Contents">${contents.join('')}<section><h2>Shapes</h2><ul><li><a href="#shapes">What the parts of bodies and answers are</a></li></ul></section></nav>
${chapters.join('\n')}
<section id="shapes"><h2>Shapes</h2>
${shapes.join('\n')}
</section>
</main>
</body>
</html>
`;
}

function card(path: string, method: string, operation: ApiOperation, document: ApiDocument): string {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const [done, ...refusals] = Object.entries(responses);
  const parts = parameters.map(
    ({ name, in: where, required, description: says, schema }) =>
      `<li><span class="name">${escaped(name)}</span> <span class="quiet">in the ${where}${required ? '' : ', may be left out'}</span> ${schemaHtml(schema)}${says === undefined ? '' : `<br>${prose(says)}`}</li>`,
  );
  const answer = done?.[1] as ApiResponse | undefined;
  return `<article class="card" id="${escaped(operationId)}">
<h3>${prose(summary)}</h3>
<p class="route"><span class="method ${escaped(method)}">${escaped(method.toUpperCase())}</span> ${escaped(path)}</p>
<p>${prose(description)}</p>
${parts.length === 0 ? '' : `<h4>Parts of the address</h4><ul class="parts">${parts.join('')}</ul>`}
${requestBody === undefined ? '' : `<h4>Body</h4>${bodies(requestBody.content)}`}
<h4>Answer</h4>${answer === undefined ? '' : `<p>${prose(answer.description)}</p>${bodies(answer.content ?? {})}`}
${refusals.length === 0 ? '' : `<h4>Refusals and failures</h4><ul class="parts errors">${refusals.map(([status, response]) => refusal(status, response, document)).join('')}</ul>`}
</article>`;
}

function bodies(content: ApiContent): string {
  return (
    Object.entries(content)
      .map(
        ([type, { schema, example }]) =>
          `<p><code>${escaped(type)}</code>: ${schemaHtml(dataOf(schema))}</p>${
            example === undefined
              ? ''
              : `<pre tabindex="0">${escaped(JSON.stringify(example, null, 2))}</pre>`
          }`,
      )
      // A list cannot be inside a paragraph.
      .map((html) => html.replace(/^<p>(.*?)(<ul class="parts">.*<\/ul>)<\/p>/s, '<p>$1</p>$2'))
      .join('')
  );
}

/** The envelope is said once, at the top of the page. */
function dataOf(schema: JsonSchema): JsonSchema {
  const { properties } = schema as { properties?: Record<string, JsonSchema> };
  const data = properties?.['data'];
  if (data === undefined || properties?.['success'] === undefined) return schema;
  const meta = properties['meta'];
  return { type: 'object', required: ['data', 'meta'], properties: { data, ...(meta && { meta }) } };
}

function refusal(
  status: string,
  response: ApiOperation['responses'][string],
  { components }: ApiDocument,
): string {
  const known = '$ref' in response ? components.responses[response.$ref.split('/').at(-1) ?? ''] : response;
  const lines = (known?.description ?? '').split('\n\n').map(prose).join('<br>');
  return `<li><span class="name">${escaped(status)}</span><span>${lines}</span></li>`;
}
