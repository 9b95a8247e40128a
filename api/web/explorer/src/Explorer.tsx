// The whole page: asks for a token where one is needed, then opens GraphiQL on the first ready question.
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { Answer } from './Answer';
import { QUESTIONS_PLUGIN, Questions } from './Questions';
import { FirstRun } from './opening';
import { pretty, type ReadyQuestion } from './ready';
import { TokenNeeded, fetcher, forgetToken, questionsOfGraph, saveToken, savedToken } from './server';
import { EDITOR_THEME } from './theme';
import { TokenForm } from './TokenForm';

const BLANK = '# Write a query here.\n# Ctrl-Space completes,\n# Ctrl-Enter runs.\n';

type State =
  | { at: 'loading' }
  | { at: 'token'; refused: boolean }
  | { at: 'failed'; message: string }
  | { at: 'open'; questions: ReadyQuestion[] };

async function load(): Promise<State> {
  try {
    return { at: 'open', questions: await questionsOfGraph() };
  } catch (error) {
    if (error instanceof TokenNeeded) return { at: 'token', refused: savedToken() !== '' };
    return { at: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

export function Explorer() {
  const [state, setState] = useState<State>({ at: 'loading' });
  const reload = () => void load().then(setState);
  useEffect(reload, []);

  if (state.at === 'loading') return <p className="rp-notice">Loading…</p>;
  if (state.at === 'failed') return <Failed message={state.message} onRetry={reload} />;
  if (state.at === 'token') {
    const enter = (token: string) => {
      saveToken(token);
      reload();
    };
    return <TokenForm refused={state.refused} onToken={enter} />;
  }
  const askAgain = () => setState({ at: 'token', refused: savedToken() !== '' });
  const leave = () => {
    forgetToken();
    setState({ at: 'token', refused: false });
  };
  return <Open questions={state.questions} onTokenNeeded={askAgain} onLeave={leave} />;
}

function Failed({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <main className="rp-notice" role="alert">
      <p>{message}</p>
      <button type="button" className="rp-button" onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}

interface OpenProps {
  questions: ReadyQuestion[];
  onTokenNeeded: () => void;
  onLeave: () => void;
}

function Open({ questions, onTokenNeeded, onLeave }: OpenProps) {
  // GraphiQL introspects again whenever it gets another fetcher: there is one for the page's life.
  const send = useMemo(() => fetcher(onTokenNeeded), []);
  const first = questions[0];
  return (
    <Questions.Provider value={questions}>
      <GraphiQL
        fetcher={send}
        editorTheme={EDITOR_THEME}
        plugins={PLUGINS}
        visiblePlugin={QUESTIONS_PLUGIN}
        // Answers name people: what was asked stays with this browser tab and goes with it.
        storage={sessionStorage}
        defaultTabs={[first ? { query: first.document, variables: pretty(first.variables) } : { query: BLANK }]}
        defaultQuery={BLANK}
        defaultEditorToolsVisibility="variables"
        isHeadersEditorEnabled={false}
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>
          <span className="rp-brand">Rapport</span>
          {savedToken() && (
            <button type="button" className="rp-link" onClick={onLeave}>
              Forget token
            </button>
          )}
        </GraphiQL.Logo>
        <GraphiQL.Footer>
          <Answer />
        </GraphiQL.Footer>
        <FirstRun questions={questions} />
      </GraphiQL>
    </Questions.Provider>
  );
}

const PLUGINS = [QUESTIONS_PLUGIN, HISTORY_PLUGIN];

/** GraphiQL keeps the widths of its panes here; on a first visit the answer gets the most room. */
const WIDTHS = { 'graphiql:docExplorerFlex': '0.32', 'graphiql:editorFlex': '0.62' };
for (const [pane, width] of Object.entries(WIDTHS)) {
  if (sessionStorage.getItem(pane) === null) sessionStorage.setItem(pane, width);
}
