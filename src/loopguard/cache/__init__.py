"""What earlier runs left behind: summaries, and results where nothing has changed since."""
