"""The documentation site: the pages of docs/, and those made from rules, blocklist and code."""
