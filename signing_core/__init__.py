"""The rules of signing: no web, no workbooks, no documents in here."""
