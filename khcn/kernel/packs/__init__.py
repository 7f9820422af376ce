"""Province data packs: folders of YAML that make the platform speak for one province."""
