"""Schemes of industry promotion (khuyến công): machine, support, own capital, productivity."""
