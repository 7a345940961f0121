"""One function per act: find in scope, fire, effects. None commits."""
