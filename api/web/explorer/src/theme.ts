// Monaco's colours where it paints by itself (completions, search, links): the page's accent, not GraphiQL's pink.
import { editor } from 'monaco-graphql/esm/monaco-editor.js';

export const EDITOR_THEME = { light: 'rapport-light', dark: 'rapport-dark' };

const CLEAR = '#ffffff00';
const TONES = {
  light: { base: 'vs', panel: '#fdfdfc', accent: '#1f605a', faint: '#1f605a18', argument: '6c69ce' },
  dark: { base: 'vs-dark', panel: '#1c2127', accent: '#84cdc2', faint: '#84cdc21c', argument: '908aff' },
} as const;

export function defineThemes(): void {
  for (const scheme of ['light', 'dark'] as const) {
    const { base, panel, accent, faint, argument } = TONES[scheme];
    editor.defineTheme(EDITOR_THEME[scheme], {
      base,
      inherit: true,
      rules: [{ token: 'argument.identifier.gql', foreground: argument }],
      colors: {
        'editor.background': CLEAR,
        'scrollbar.shadow': CLEAR,
        focusBorder: accent,
        'textLink.foreground': accent,
        'textLink.activeForeground': accent,
        'editorLink.activeForeground': accent,
        'editorHoverWidget.background': panel,
        'editorWidget.background': panel,
        'editorSuggestWidget.background': panel,
        'editorSuggestWidget.selectedBackground': faint,
        'editorSuggestWidget.selectedForeground': accent,
        'list.hoverBackground': faint,
        'list.highlightForeground': accent,
        'list.focusHighlightForeground': accent,
        'menu.background': panel,
        'menu.selectionBackground': faint,
        'menu.selectionForeground': accent,
        'quickInput.background': panel,
        'quickInputList.focusBackground': faint,
        'quickInputList.focusForeground': accent,
      },
    });
  }
}
