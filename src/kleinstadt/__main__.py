"""`python -m kleinstadt` is the command line."""

if __name__ == "__main__":  # workers import this file, and need none of the command line
    from kleinstadt.cli.main import main

    main()
