// The lists of an answer as plain tables: GraphQL JSON goes in, named columns and cells come out.

export interface Table {
  /** Where in the answer the list stands, in words. */
  name: string;
  columns: string[];
  rows: Cell[][];
}
export type Cell = string | number | boolean | null;
type Json = Cell | Json[] | { [key: string]: Json };
type Row = Record<string, Json>;

/** Fields that stand for a whole object when it is one cell of a row. */
const SPEAKING = ['displayName', 'name', 'title', 'label', 'handle', 'value', 'total', 'text', 'key'];
/** Columns that say nothing to a reader. */
const SILENT = ['__typename', 'cursor', 'pageInfo'];
/** Steps of a path that say nothing to a reader. */
const PLUMBING = ['nodes', 'edges', 'node'];
/** How far into a row groups are taken apart. */
const DEEPEST = 2;
/** Parts of a list shown in one cell. */
const LISTED = 3;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::[\d.]+)?(?:Z|[+-]\d{2}:\d{2})$/;

const isRow = (value: Json): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every list of objects outside of other lists, nearest the top first: the main list leads. */
export function tablesOf(response: string | null): Table[] {
  const waiting: [string[], Json][] = [[[], dataOf(response)]];
  const tables: Table[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [path, value] = next;
    if (Array.isArray(value)) {
      if (value.length > 0 && value.every(isRow)) tables.push(tableOf(path, value.map(unwrapEdge)));
    } else if (isRow(value)) {
      for (const [key, child] of Object.entries(value)) waiting.push([[...path, key], child]);
    }
  }
  return tables;
}

/** What the answer says in words: why there is nothing to show, and what went wrong, with the remedy. */
export function notesOf(response: string | null): string[] {
  const data = dataOf(response);
  const answers = isRow(data) ? Object.values(data).filter(isRow) : [];
  const missing = answers.map((answer) => answer.missing);
  return [...missing.filter((note) => typeof note === 'string'), ...errorsOf(response)];
}

function errorsOf(response: string | null): string[] {
  const answer = answerOf(response);
  const errors = isRow(answer) && Array.isArray(answer.errors) ? answer.errors.filter(isRow) : [];
  return errors.map(({ message, extensions }) => {
    const remedy = isRow(extensions ?? null) ? (extensions as Row).remedy : null;
    return [message, remedy].filter((part) => typeof part === 'string').join(' ');
  });
}

function dataOf(response: string | null): Json {
  const answer = answerOf(response);
  return isRow(answer) ? (answer.data ?? null) : null;
}

function answerOf(response: string | null): Json {
  try {
    return JSON.parse(response || 'null') as Json;
  } catch {
    return null;
  }
}

function tableOf(path: string[], list: Row[]): Table {
  const rows = list.map((row) => new Map(flattened(row, [])));
  const names = namesOf([...new Set(rows.flatMap((row) => [...row.keys()]))]);
  return {
    name: path.filter((step) => !PLUMBING.includes(step)).map(words).join(': '),
    columns: [...names.values()],
    rows: rows.map((row) => [...names.keys()].map((key) => row.get(key) ?? null)),
  };
}

/** A row's cells by path. An object that speaks for itself is one cell; the fields of any other are cells each. */
function flattened(row: Row, path: string[]): [string, Cell][] {
  return Object.entries(row).flatMap(([key, value]): [string, Cell][] => {
    if (SILENT.includes(key)) return [];
    const here = [...path, key];
    const isGroup = isRow(value) && here.length <= DEEPEST && !speaks(value);
    return isGroup ? flattened(value, here) : [[here.join('.'), cellOf(value)]];
  });
}

/** mood.people -> people, or mood people where another column is called people too. */
function namesOf(keys: string[]): Map<string, string> {
  // Where a group is missing from some rows, its path stands there alone and empty.
  const columns = keys.filter((key) => !keys.some((other) => other.startsWith(`${key}.`)));
  const last = (key: string) => key.split('.').at(-1) ?? key;
  const isAlone = (key: string) => columns.filter((other) => last(other) === last(key)).length === 1;
  return new Map(columns.map((key) => [key, isAlone(key) ? last(key) : key.replaceAll('.', ' ')]));
}

const speaks = (row: Row): boolean => 'low' in row || SPEAKING.some((key) => key in row);

const unwrapEdge = (row: Row): Row => (row.node !== undefined && isRow(row.node) ? row.node : row);

function cellOf(value: Json | undefined): Cell {
  if (value === undefined) return null;
  if (Array.isArray(value)) return listed(value);
  if (isRow(value)) return spoken(value);
  return typeof value === 'string' ? value.replace(MOMENT, '$1 $2') : value;
}

function listed(values: Json[]): Cell {
  const parts = values.slice(0, LISTED).map(cellOf).filter((part) => part !== null);
  const rest = values.length - LISTED;
  return parts.length === 0 ? null : parts.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function spoken(row: Row): Cell {
  const { value, thin, low, high } = row;
  if (typeof value === 'number' && thin === true) return `${inWords(value)} (thin)`;
  if (typeof low === 'number' && typeof high === 'number') return `${inWords(low)} to ${inWords(high)}`;
  const speaking = SPEAKING.find((key) => key in row) ?? Object.keys(row)[0];
  return speaking === undefined ? null : cellOf(row[speaking]);
}

const inWords = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 3 });

/** A cell as it is shown. */
export function shownAs(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return inWords(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return cell;
}

/** displayName -> display name: GraphQL's spelling in a reader's words. */
export const words = (key: string): string => key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
