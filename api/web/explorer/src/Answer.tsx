// The open tab's answer as a plain table, above the JSON that it was read from.
import { useGraphiQL } from '@graphiql/react';
import { useId, useMemo, useState } from 'react';
import { type Cell, type Table, tableOf, words } from './table';

/** Rows drawn at once; an answer's page is at most 100 long, a hand-written query's lists may not be. */
const ROWS_SHOWN = 200;

export function Answer() {
  const response = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response ?? null);
  const table = useMemo(() => tableOf(response), [response]);
  const [shown, setShown] = useState(true);
  const id = useId();
  if (!table) return null;
  return (
    <section className="rp-answer" aria-label="Table">
      <header>
        <button
          type="button"
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          Table
        </button>
        <span>{counted(table.rows.length)}</span>
      </header>
      {shown && <Rows id={id} table={table} />}
    </section>
  );
}

function counted(rows: number): string {
  const drawn = rows > ROWS_SHOWN ? `, the first ${ROWS_SHOWN} shown` : '';
  return `${rows} ${rows === 1 ? 'row' : 'rows'}${drawn}`;
}

function Rows({ id, table }: { id: string; table: Table }) {
  return (
    // Scrolls, so the keyboard must be able to reach it.
    <div id={id} className="rp-rows" tabIndex={0} role="region" aria-label="Rows of the answer">
      <table>
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              <th key={column} scope="col" className={isNumeric(table, at) ? 'rp-number' : undefined}>
                {words(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, ROWS_SHOWN).map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} className={typeof cell === 'number' ? 'rp-number' : undefined}>
                  {shownAs(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isNumeric = (table: Table, column: number): boolean =>
  table.rows.some((row) => typeof row[column] === 'number');

function shownAs(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return cell.toLocaleString('en', { maximumFractionDigits: 3 });
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return cell;
}
