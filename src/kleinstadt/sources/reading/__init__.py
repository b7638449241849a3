"""What every parser shares: tidy tables, text and workbooks, symbols, checks."""
