"""The workbench: a town's plan, what it keeps, drafts, checks and prints."""
