import { readFileSync } from 'node:fs';

/** Rows of a table with a heading; control characters are written as \uXXXX, line feeds as \n. */
export function tableRows(url: URL): string[][] {
  const [, ...lines] = readFileSync(url, 'utf8').split('\n');
  return lines.filter((line) => line.includes('\t')).map((line) => line.split('\t').map(unescape));
}

function unescape(cell: string): string {
  return cell
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\n/g, '\n');
}
