// The main list of an answer as a plain table: GraphQL JSON goes in, columns and cells come out.

export interface Table {
  columns: string[];
  rows: Cell[][];
}
export type Cell = string | number | boolean | null;
type Json = Cell | Json[] | { [key: string]: Json };
type Row = Record<string, Json>;

/** Fields that stand for a whole object when it is one cell of a row. */
const SPEAKING = ['displayName', 'name', 'title', 'label', 'handle', 'value', 'total', 'text', 'key'];
/** A column that would only repeat what the reader cannot use. */
const SILENT = ['__typename', 'cursor', 'pageInfo'];

const isRow = (value: Json): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first list of objects, nearest the top: breadth first, in the order of the document. */
function mainList(data: Json): Row[] | null {
  const waiting: Json[] = [data];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (Array.isArray(next)) {
      if (next.length > 0 && next.every(isRow)) return next.map(unwrapEdge);
    } else if (isRow(next)) {
      waiting.push(...Object.values(next));
    }
  }
  return null;
}

const unwrapEdge = (row: Row): Row => (row.node !== undefined && isRow(row.node) ? row.node : row);

function cellOf(value: Json | undefined): Cell {
  if (value === undefined) return null;
  if (Array.isArray(value)) {
    const parts = value.slice(0, 3).map(cellOf).filter((part) => part !== null);
    return parts.join(', ') + (value.length > 3 ? ` … ${value.length} in all` : '');
  }
  if (!isRow(value)) return value;
  const speaking = SPEAKING.find((key) => key in value) ?? Object.keys(value)[0];
  return speaking === undefined ? null : cellOf(value[speaking]);
}

export function tableOf(response: string | null): Table | null {
  if (!response) return null;
  let answer: Json;
  try {
    answer = JSON.parse(response) as Json;
  } catch {
    return null;
  }
  const list = isRow(answer) && answer.data ? mainList(answer.data) : null;
  if (!list) return null;
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))].filter((key) => !SILENT.includes(key));
  return { columns, rows: list.map((row) => columns.map((column) => cellOf(row[column]))) };
}

/** displayName -> display name: GraphQL's spelling in a reader's words. */
export const words = (key: string): string => key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
