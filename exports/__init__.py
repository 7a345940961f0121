"""Workbooks and documents, drawn from frozen values."""
