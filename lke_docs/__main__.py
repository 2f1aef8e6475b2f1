"""`python -m lke_docs` is `lke-docs`."""

from lke_docs.cli import main

if __name__ == "__main__":
    main()
