"""How Chromium is started, for what looks at pages with it."""

from __future__ import annotations

import shutil

from tests.waiting import LIMIT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 1000 * LIMIT
"""Milliseconds."""
