"""Numbers in; drawings out: SVG elements without colours of their own, which page and PDF give to their classes."""
