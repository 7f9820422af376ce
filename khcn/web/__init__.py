"""The only place that knows HTTP: pages of the workspace, sign-in, health."""
