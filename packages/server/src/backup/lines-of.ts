/**
 * Lines of a stream of bytes, without their line feeds. Not Node's readline: that one also ends a line at U+2028, which may
 * stand in what a person wrote.
 * @throws RangeError for a line beyond `longest` bytes
 */
export async function* linesOf(stream: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield rest.length === 0 ? chunk.subarray(from, at) : Buffer.concat([...rest, chunk.subarray(from, at)]);
      rest = [];
      length = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      rest.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > longest) throw new RangeError('a line is too long');
    }
  }
  if (length > 0) yield Buffer.concat(rest);
}
