"""Scripts that measure. They never fail a build: rates depend on the machine, so only ratios are worth quoting."""
