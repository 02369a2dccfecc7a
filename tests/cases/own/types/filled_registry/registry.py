# Probes: a module's dict that another module fills, read in a third.
CONNECTIONS = {}
LABELS = {}
EMPTY = {}
