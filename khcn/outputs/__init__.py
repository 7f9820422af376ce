"""What leaves the house: workbooks, print, dashboards' figures."""
