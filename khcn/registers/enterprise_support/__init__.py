"""One ledger of all support given to enterprises, so that double funding shows."""
