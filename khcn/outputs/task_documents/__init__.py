"""Official documents of S&T tasks: decisions, invitations, sheets, minutes, contracts, certificates, in the layout of the decree."""
