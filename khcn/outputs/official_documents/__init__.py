"""Official documents in Word: building them and checking their layout."""
