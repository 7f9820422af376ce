"""Pages for likely duplicates: the queue of pairs, and making two records one."""
