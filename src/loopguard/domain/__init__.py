"""The words that every other part shares: plain value types without behaviour of their own."""
