"""`python -m api`: the command line, for where the rapport script is not on the path."""

from api.cli import main

if __name__ == "__main__":
    main()
