// The panel of ready questions: what each answers, and pickers for the one that is open.
import { pick, useGraphiQL, type GraphiQLPlugin } from '@graphiql/react';
import { createContext, useContext } from 'react';
import { Pickers } from './Pickers';
import { useOpenQuestion } from './opening';
import { type ReadyQuestion, questionOf } from './ready';

export const Questions = createContext<ReadyQuestion[]>([]);

function Panel() {
  const questions = useContext(Questions);
  const { tabs, activeTabIndex } = useGraphiQL(pick('tabs', 'activeTabIndex'));
  const open = questionOf(questions, tabs[activeTabIndex]?.operationName ?? null);
  return (
    <section aria-label="Questions" className="rp-questions">
      <h1>Questions</h1>
      {questions.length === 0 ? <Empty /> : <List questions={questions} open={open} />}
    </section>
  );
}

function Empty() {
  return (
    <div className="rp-empty">
      <p>There is nothing in the graph yet, so there is nobody to ask about.</p>
      <p>Read conversations in, then reload this page:</p>
      <pre>
        <code>rapport ingest PATH…</code>
      </pre>
      <p>
        The bundled example is in <code>examples/</code>.
      </p>
    </div>
  );
}

function List({ questions, open }: { questions: ReadyQuestion[]; open: ReadyQuestion | null }) {
  const openQuestion = useOpenQuestion();
  return (
    <ul>
      {questions.map((question) => (
        <li
          key={question.name}
          className={question === open ? 'rp-open' : undefined}
          ref={question === open ? showWhole : undefined}
        >
          <button
            type="button"
            aria-current={question === open || undefined}
            onClick={() => openQuestion(question)}
          >
            <span className="rp-title">{question.title}</span>
            <span className="rp-about">{question.description}</span>
          </button>
          {question === open && question.pickers.length > 0 && <Pickers question={question} />}
        </li>
      ))}
    </ul>
  );
}

/** The open question grows by its pickers: the panel scrolls so far that they can be seen. */
const showWhole = (item: HTMLLIElement | null) => item?.scrollIntoView({ block: 'nearest' });

function Icon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M3 4.5h14v9.5H9.5L6 17v-3H3z" strokeLinejoin="round" />
      <path d="M8.2 7.6a1.9 1.9 0 1 1 2.6 1.9c-.5.2-.8.5-.8 1" strokeLinecap="round" />
      <path d="M10 12.2v.1" strokeLinecap="round" />
    </svg>
  );
}

export const QUESTIONS_PLUGIN: GraphiQLPlugin = { title: 'Questions', icon: Icon, content: Panel };
