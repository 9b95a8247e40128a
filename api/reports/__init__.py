"""Questions about a brand, asked and written down as one document that can be forwarded: HTML, PDF, Markdown or JSON."""
