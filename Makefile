# make run | test | check | bench: each sets up what it needs. Needs Python 3.11+ and nothing else.
PYTHON ?= python3
PORT ?= 8000
RAPPORT := .venv/bin/rapport
.DEFAULT_GOAL := help

