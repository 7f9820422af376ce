"""The activity ledger: who did research, application, innovation, industrial property or standards work, in which year."""
