// The open tab's answer as plain tables, above the JSON that they were read from.
import { useGraphiQL } from '@graphiql/react';
import { useId, useMemo, useState } from 'react';
import { type Table, notesOf, shownAs, tablesOf, words } from './table';

/** Rows drawn at once; an answer's page is at most 100 long, a hand-written query's lists may not be. */
const ROWS_SHOWN = 200;

export function Answer() {
  const response = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response ?? null);
  const tables = useMemo(() => tablesOf(response), [response]);
  const notes = useMemo(() => notesOf(response), [response]);
  if (tables.length === 0 && notes.length === 0) return null;
  return (
    <section className="rp-answer" aria-label="Answer">
      {notes.map((note) => (
        <p key={note} className="rp-note">
          {note}
        </p>
      ))}
      {tables.length > 0 && <Tables tables={tables} />}
    </section>
  );
}

function Tables({ tables }: { tables: Table[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState(true);
  const id = useId();
  const table = tables.find(({ name }) => name === chosen) ?? tables[0];
  if (!table) return null;
  return (
    <>
      <header>
        <button type="button" aria-expanded={shown} aria-controls={id} onClick={() => setShown(!shown)}>
          Table
        </button>
        {tables.length > 1 && <Chooser tables={tables} chosen={table.name} onChoose={setChosen} />}
        <span>{counted(table.rows.length)}</span>
      </header>
      {shown && <Rows id={id} table={table} />}
    </>
  );
}

interface ChooserProps {
  tables: Table[];
  chosen: string;
  onChoose: (name: string) => void;
}

function Chooser({ tables, chosen, onChoose }: ChooserProps) {
  return (
    <select aria-label="List of the answer" value={chosen} onChange={(event) => onChoose(event.target.value)}>
      {tables.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

function counted(rows: number): string {
  const drawn = rows > ROWS_SHOWN ? `, the first ${ROWS_SHOWN} shown` : '';
  return `${rows} ${rows === 1 ? 'row' : 'rows'}${drawn}`;
}

function Rows({ id, table }: { id: string; table: Table }) {
  const numeric = table.columns.map((_, at) => table.rows.some((row) => typeof row[at] === 'number'));
  return (
    // Scrolls, so the keyboard must be able to reach it.
    <div id={id} className="rp-rows" tabIndex={0} role="region" aria-label="Rows of the answer">
      <table>
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              <th key={column} scope="col" className={numeric[at] ? 'rp-number' : undefined}>
                {words(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, ROWS_SHOWN).map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={at} className={numeric[at] ? 'rp-number' : undefined} title={shownAs(cell)}>
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
