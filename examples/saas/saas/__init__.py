"""A subscription business in miniature: customers, payments, refunds and receipts."""
