"""Which move is open from which state, to whom, and why not: tables that a clerk could check."""
