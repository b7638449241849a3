"""`python -m kleinstadt` is the command line."""

from kleinstadt.cli.main import main

if __name__ == "__main__":
    main()
