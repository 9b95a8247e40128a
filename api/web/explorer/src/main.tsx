// Starts the explorer on the page.
import { createRoot } from 'react-dom/client';
import { Explorer } from './Explorer';
import { defineThemes } from './theme';
import { setUpWorkers } from './workers';
// GraphiQL loads Monaco late. Loaded with the page, its styles land in the one style sheet that the page links.
import 'monaco-graphql/esm/lite.js';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style.css';

setUpWorkers();
defineThemes();
const root = document.getElementById('explorer');
if (root) createRoot(root).render(<Explorer />);
