"""Measurements: a world and a control in, ratios in a table and bench/out/results.json out."""
