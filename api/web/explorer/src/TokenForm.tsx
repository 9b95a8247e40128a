// Asks for the token of a server that has one.
import { type FormEvent, useState } from 'react';

export function TokenForm({ refused, onToken }: { refused: boolean; onToken: (token: string) => void }) {
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) onToken(token.trim());
  };
  return (
    <main className="rp-notice">
      <form className="rp-token" onSubmit={submit}>
        <h1>Rapport</h1>
        <label htmlFor="token">This server asks for a token.</label>
        <input
          id="token"
          type="password"
          autoComplete="off"
          autoFocus
          value={token}
          onChange={(event) => setToken(event.target.value)}
          aria-describedby="token-help"
          aria-invalid={refused}
        />
        <p id="token-help" role={refused ? 'alert' : undefined}>
          {refused
            ? 'The server refused that token. Check it with whoever runs the server.'
            : 'Whoever runs the server set it as RAPPORT_TOKEN. It is forgotten when you close this tab.'}
        </p>
        <button type="submit" className="rp-button">
          Open
        </button>
      </form>
    </main>
  );
}
