// Opening a ready question: a tab with its document and variables, run at once.
import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { type ReadyQuestion, type Variables, operationName, pretty, questionOf } from './ready';

/** Opens a question in its own tab, or in the tab that it already has, and runs it. */
export function useOpenQuestion(): (question: ReadyQuestion) => void {
  const { addTab, changeTab, run } = useGraphiQLActions();
  const { tabs, activeTabIndex } = useGraphiQL(pick('tabs', 'activeTabIndex'));
  const fill = useFill();
  return (question) => {
    const name = operationName(question.document);
    const at = tabs.findIndex((tab) => tab.operationName === name);
    if (at === activeTabIndex) {
      void run();
      return;
    }
    if (at >= 0) changeTab(at);
    else addTab();
    fill(question.document, at >= 0 ? (tabs[at]?.variables ?? '') : pretty(question.variables));
    void run();
  };
}

/** Sets variables of the open question and runs it again. */
export function useSetVariables(): (variables: Variables) => void {
  const { run, updateActiveTabValues } = useGraphiQLActions();
  const { variableEditor } = useGraphiQL(pick('variableEditor'));
  return (variables) => {
    variableEditor?.setValue(pretty(variables));
    updateActiveTabValues({ variables: pretty(variables) });
    void run();
  };
}

function useFill(): (document: string, variables: string) => void {
  const { setOperationName, updateActiveTabValues } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  return (document, variables) => {
    queryEditor?.setValue(document);
    variableEditor?.setValue(variables);
    updateActiveTabValues({ query: document, variables });
    // GraphiQL reads the name from the editor a moment later; running now needs it now.
    setOperationName(operationName(document) ?? '');
  };
}

/** Runs the question that the page opened on, once the editors are there. */
export function FirstRun({ questions }: { questions: ReadyQuestion[] }) {
  const { run } = useGraphiQLActions();
  const { queryEditor, responseEditor, variableEditor, tabs, activeTabIndex } = useGraphiQL(
    pick('queryEditor', 'responseEditor', 'variableEditor', 'tabs', 'activeTabIndex'),
  );
  const ran = useRef(false);
  const tab = tabs[activeTabIndex];
  const isReady = Boolean(queryEditor && responseEditor && variableEditor);
  useEffect(() => {
    if (!isReady || ran.current) return;
    ran.current = true;
    // GraphiQL gives the first tab's query to its editor, and forgets the variables.
    if (tab?.variables && !variableEditor?.getValue()) variableEditor?.setValue(tab.variables);
    if (tab && questionOf(questions, tab.operationName)) void run();
  }, [isReady]);
  return null;
}
