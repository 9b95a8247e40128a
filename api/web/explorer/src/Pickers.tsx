// Pickers for the variables of the open question: a brand, a person, a window of time.
import { pick, useGraphiQL } from '@graphiql/react';
import { useId, useState } from 'react';
import { type Name, useBrands, usePeople } from './names';
import { useSetVariables } from './opening';
import { type Picker, type ReadyQuestion, type Variables, parsed } from './ready';

export function Pickers({ question }: { question: ReadyQuestion }) {
  const { tabs, activeTabIndex } = useGraphiQL(pick('tabs', 'activeTabIndex'));
  const setVariables = useSetVariables();
  const variables = parsed(tabs[activeTabIndex]?.variables);
  if (!variables) return <p className="rp-hint">Mend the variables below the query to use the pickers.</p>;
  const set = (variable: string, value: unknown) => setVariables({ ...variables, [variable]: value });
  return (
    <div className="rp-pickers">
      {question.pickers.map((picker) => (
        <PickerField key={picker.variable} picker={picker} variables={variables} onPick={set} />
      ))}
    </div>
  );
}

interface FieldProps {
  picker: Picker;
  variables: Variables;
  onPick: (variable: string, value: unknown) => void;
}

function PickerField({ picker, variables, onPick }: FieldProps) {
  const value = variables[picker.variable];
  const change = (next: unknown) => onPick(picker.variable, next);
  const chosen = String(value ?? '');
  switch (picker.kind) {
    case 'brand':
      return <BrandPicker label={picker.label} chosen={chosen} onPick={change} />;
    case 'person':
      return <PersonPicker label={picker.label} chosen={chosen} onPick={change} />;
    case 'window':
      return <WindowPicker label={picker.label} value={(value ?? {}) as Window} onPick={change} />;
  }
}

interface NameProps {
  label: string;
  chosen: string;
  onPick: (id: string) => void;
}

function BrandPicker(props: NameProps) {
  return (
    <div className="rp-picker">
      <NameSelect {...props} names={useBrands()} />
    </div>
  );
}

function PersonPicker(props: NameProps) {
  const [search, setSearch] = useState('');
  return (
    <div className="rp-picker rp-person">
      <NameSelect {...props} names={usePeople(search, props.chosen)} />
      <input
        type="search"
        aria-label={`${props.label}: find by part of a name`}
        placeholder="Find by part of a name"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
    </div>
  );
}

function NameSelect({ label, chosen, names, onPick }: NameProps & { names: Name[] }) {
  const id = useId();
  const isKnown = names.some((name) => name.id === chosen);
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={chosen} onChange={(event) => onPick(event.target.value)}>
        {!isKnown && <option value={chosen}>{chosen}</option>}
        {names.map((name) => (
          <option key={name.id} value={name.id}>
            {name.label}
          </option>
        ))}
      </select>
    </>
  );
}

interface Window {
  since?: string | null;
  until?: string | null;
  /** A length such as 90d instead of `since`; the server refuses both. */
  last?: string | null;
}

// A date alone is its first moment, as the server reads it.
const day = (moment: string | null | undefined): string => (moment ?? '').slice(0, 10);
const orAbsent = (day: string): string | undefined => day || undefined;

function WindowPicker({ label, value, onPick }: { label: string; value: Window; onPick: (value: Window | null) => void }) {
  const { last: _, ...dates } = value;
  const change = (next: Window) => onPick(next.since || next.until ? next : null);
  return (
    <fieldset className="rp-picker rp-window">
      <legend>{label}</legend>
      <input
        type="date"
        aria-label={`${label}: from`}
        value={day(value.since)}
        onChange={(event) => change({ ...dates, since: orAbsent(event.target.value) })}
      />
      <span aria-hidden="true">–</span>
      <input
        type="date"
        aria-label={`${label}: before`}
        value={day(value.until)}
        onChange={(event) => change({ ...value, until: orAbsent(event.target.value) })}
      />
    </fieldset>
  );
}
