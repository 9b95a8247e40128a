// A ready question as the server sends it: a document with its variables filled from the graph, and pickers for them.

export type PickerKind = 'brand' | 'person' | 'window';

export interface Picker {
  /** The GraphQL variable that the picker sets. */
  variable: string;
  kind: PickerKind;
  label: string;
}

export type Variables = Record<string, unknown>;

export interface ReadyQuestion {
  name: string;
  title: string;
  description: string;
  document: string;
  variables: Variables;
  pickers: Picker[];
}

/** The name of the first operation of a document: what GraphiQL calls a tab. */
export function operationName(document: string): string | null {
  return /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(document)?.[1] ?? null;
}

/** The question that a tab came from; a tab that the user wrote has none. */
export function questionOf(questions: ReadyQuestion[], tabName: string | null): ReadyQuestion | null {
  return questions.find((question) => operationName(question.document) === tabName) ?? null;
}

export const pretty = (variables: Variables): string => JSON.stringify(variables, null, 2);

/** The variables as the user left them; null while they are not a JSON object. */
export function parsed(variables: string | null | undefined): Variables | null {
  try {
    const value: unknown = JSON.parse(variables?.trim() || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : null;
  } catch {
    return null;
  }
}
