"""Speed against peers and floors measured in the same run; absolute figures only show the order of size."""
