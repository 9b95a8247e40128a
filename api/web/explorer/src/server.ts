// What the explorer asks of the server that served it: ready questions, names to pick from, GraphQL answers.
import type { Fetcher } from '@graphiql/toolkit';
import type { ReadyQuestion, Variables } from './ready';

const GRAPHQL = '/graphql';
const READY = '/ready-questions';
const TOKEN = 'rapport:token';
const REFUSED = [401, 403];

/** The server wants a token, or another one. */
export class TokenNeeded extends Error {}

// The token lives as long as the browser tab: closing it forgets the token.
export const savedToken = (): string => sessionStorage.getItem(TOKEN) ?? '';
export const saveToken = (token: string): void => sessionStorage.setItem(TOKEN, token);
export const forgetToken = (): void => sessionStorage.removeItem(TOKEN);

function headers(): Record<string, string> {
  const token = savedToken();
  return token ? { Authorization: `Bearer ${token}` } : {};
}

async function answerOf(response: Response): Promise<unknown> {
  if (REFUSED.includes(response.status)) throw new TokenNeeded();
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) {
    throw new Error(`The server answered ${response.status} without JSON. Look at its log.`);
  }
  return response.json();
}

/** None for an empty graph: there is nobody to ask about. */
export async function questionsOfGraph(): Promise<ReadyQuestion[]> {
  const { status } = await ask<{ status: { messages: number } }>('{ status { messages } }');
  return status.messages === 0 ? [] : readyQuestions();
}

async function readyQuestions(): Promise<ReadyQuestion[]> {
  const response = await fetch(READY, { headers: headers() });
  const answer = await answerOf(response);
  if (!response.ok) throw new Error(`${READY} answered ${response.status}. Look at the server's log.`);
  return answer as ReadyQuestion[];
}

async function post(body: unknown, more: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(GRAPHQL, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json;q=0.9',
      ...headers(),
      ...more,
    },
    body: JSON.stringify(body),
  });
  return answerOf(response);
}

/** GraphiQL's way to the server; a refused token brings the token field back. */
export function fetcher(onTokenNeeded: () => void): Fetcher {
  return async (request, options) => {
    try {
      return (await post(request, options?.headers)) as object;
    } catch (error) {
      if (error instanceof TokenNeeded) onTokenNeeded();
      throw error;
    }
  };
}

/** The data of one query, for the explorer's own needs. */
export async function ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
  const answer = (await post({ query, variables })) as { data?: Data; errors?: { message: string }[] };
  if (!answer.data) throw new Error(answer.errors?.[0]?.message ?? 'The server sent no data.');
  return answer.data;
}
