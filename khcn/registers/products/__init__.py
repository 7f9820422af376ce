"""Products of the province: figures, OCOP stars, value chains, production models, trace codes."""
