"""Tools for those who develop; not in the wheel."""
