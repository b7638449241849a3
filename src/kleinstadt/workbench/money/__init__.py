"""Money: sums that must agree, and versions that are compared."""
