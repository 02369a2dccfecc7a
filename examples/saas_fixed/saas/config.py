"""Settings, read from the environment when the application is imported."""

import os

DATABASE_URL = os.environ.get("SAAS_DATABASE_URL", "sqlite+aiosqlite:///saas.db")
EXCHANGE_URL = os.environ.get("SAAS_EXCHANGE_URL", "https://api.frankfurter.dev/v1")
RETRY_DELAY = float(os.environ.get("SAAS_RETRY_DELAY", "0.5"))
STRIPE_API_KEY = os.environ.get("STRIPE_API_KEY", "sk_test_123")
