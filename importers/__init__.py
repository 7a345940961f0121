"""From a file of unknown make to trusted rows, and back to the user with a reason for each wrong row."""
