"""Pages of calls: prepared, published, opened with minutes, judged, announced again; and what everybody reads."""
