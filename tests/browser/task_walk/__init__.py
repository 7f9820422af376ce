"""One S&T task on the real pages, step by step: who does what on which page, shared by the walks of both rule sets."""
