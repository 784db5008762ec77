"""`python -m musicdb` is `musicdb`."""

from musicdb.cli.main import main

if __name__ == "__main__":
    main()
