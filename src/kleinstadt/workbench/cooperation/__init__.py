"""How partners of an alliance see their cooperation: six factors, answered by each town for itself, round by round."""
