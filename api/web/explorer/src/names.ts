// The names that pickers offer, as the graph has them.
import { useEffect, useState } from 'react';
import { ask } from './server';

export interface Name {
  /** What the query's variable takes. */
  id: string;
  label: string;
}

/** Typing into the search asks once the hands rest. */
const REST_MS = 250;

const BRANDS = '{ brands { nodes { id name } } }';
const PEOPLE = `query ($search: String, $chosen: ID!) {
  people(search: $search, first: 50) { nodes { id name channels } }
  person(id: $chosen) { id name channels }
}`;

interface Person {
  id: string;
  name: string;
  channels: string[];
}

let fetchedBrands: Promise<Name[]> | null = null;

async function fetchBrands(): Promise<Name[]> {
  const { brands } = await ask<{ brands: { nodes: { id: string; name: string }[] } }>(BRANDS);
  return brands.nodes.map(({ id, name }) => ({ id, label: name }));
}

/** Empty until they have come; the picker then shows what the question came with. */
export function useBrands(): Name[] {
  const [names, setNames] = useState<Name[]>([]);
  useEffect(() => {
    fetchedBrands ??= fetchBrands();
    fetchedBrands.then(setNames, () => (fetchedBrands = null));
  }, []);
  return names;
}

async function fetchPeople(search: string, chosen: string): Promise<Name[]> {
  interface Found {
    people: { nodes: Person[] } | null;
    person: Person | null;
  }
  const { people, person } = await ask<Found>(PEOPLE, { search, chosen });
  const found = people?.nodes ?? [];
  const isListed = found.some(({ id }) => id === person?.id);
  const all = person && !isListed ? [person, ...found] : found;
  return all.map(({ id, name, channels }) => ({ id, label: `${name} (${channels.join(', ')})` }));
}

/** The people found by part of a name, the busiest for an empty search; the chosen one is always among them. */
export function usePeople(search: string, chosen: string): Name[] {
  const [names, setNames] = useState<Name[]>([]);
  useEffect(() => {
    let isStale = false;
    const show = (found: Name[]) => {
      if (!isStale) setNames(found);
    };
    const waiting = setTimeout(() => void fetchPeople(search, chosen).then(show, () => show([])), REST_MS);
    return () => {
      isStale = true;
      clearTimeout(waiting);
    };
  }, [search, chosen]);
  return names;
}
