"""From the facts of single files to the blocking calls of a whole program."""
