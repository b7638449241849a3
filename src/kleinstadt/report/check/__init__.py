"""A check as pictures, as a paper of four pages, and as a chapter of a plan."""
