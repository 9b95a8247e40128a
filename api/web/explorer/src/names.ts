// The names that pickers offer, fetched once a page for each kind.
import { useEffect, useState } from 'react';
import { ask } from './server';

export interface Name {
  /** What the query's variable takes. */
  key: string;
  label: string;
}

type Kind = 'brand' | 'person';

const QUERIES: Record<Kind, string> = {
  brand: '{ names: brands { nodes { key name } } }',
  person: '{ names: people(first: 100) { nodes { key name } } }',
};

interface Names {
  names: { nodes: { key: string; name: string }[] };
}

const fetched = new Map<Kind, Promise<Name[]>>();

async function fetchNames(kind: Kind): Promise<Name[]> {
  const { names } = await ask<Names>(QUERIES[kind]);
  return names.nodes.map(({ key, name }) => ({ key, label: name }));
}

/** Empty until they have come; a picker then shows the name that the question came with. */
export function useNames(kind: Kind): Name[] {
  const [names, setNames] = useState<Name[]>([]);
  useEffect(() => {
    const waiting = fetched.get(kind) ?? fetchNames(kind);
    fetched.set(kind, waiting);
    waiting.then(setNames, () => fetched.delete(kind));
  }, [kind]);
  return names;
}
