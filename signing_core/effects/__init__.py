"""What an act does besides the move, in the same transaction."""
