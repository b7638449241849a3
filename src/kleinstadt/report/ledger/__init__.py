"""The ledger: every printed number beside the computed one."""
