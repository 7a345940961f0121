"""Reads for rules, pages and exports."""
