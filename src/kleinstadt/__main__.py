"""`python -m kleinstadt` is the command line."""

from kleinstadt.cli import main

if __name__ == "__main__":
    main()
