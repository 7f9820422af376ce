"""The department's own report: agencies' paragraphs put together, frozen when signed, written as an official document."""
