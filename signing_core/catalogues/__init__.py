"""Code tables and field catalogues: facts that change by year, kept as data and read once."""
