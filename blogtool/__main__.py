"""`python -m blogtool` is `blogtool`."""

from blogtool.cli import entry

if __name__ == "__main__":
    entry()
